/** The plumb bob on a canvas of 24 by 46, its line at x = 12. */
export const BOB = "M10 0h4v5h3v4h-3.2l4.2 3.6-1.4 13L12 44 7.4 25.6 6 12.6 10.2 9H7V5h3z";
