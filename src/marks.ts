/** The plumb bob on a canvas of 24 by 46, its line at x = 12. */
export const BOB = "M10 0h4v5h3v4h-3.2l4.2 3.6-1.4 13L12 44 7.4 25.6 6 12.6 10.2 9H7V5h3z";

/** The mark beside a name on a canvas of 16 by 30: a bob under its line. A brand may have its own in site.yaml. */
export const MARK = "M7 0h2v14H7zM6.4 12h3.2v2.6H12v2.8H9.8l2.6 2.2-1 4.4L8 30l-3.4-6-1-4.4 2.6-2.2H4v-2.8h2.4z";
