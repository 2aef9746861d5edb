/** Who books, as far as they may be named. The assessment is named by its number: its reference would open the result. */
export interface Booking {
  name?: string | null;
  address?: string | null;
  assessmentId: number;
}

const CAL = /(?:^|\.)cal\.com$/;
const CALENDLY = /(?:^|\.)calendly\.com$/;

/**
 * A booking page's address with what it can be told in advance: on Cal.com `name`, `email` and `metadata[assessment]`, on
 * Calendly `name`, `email` and `utm_content`. What the address says already stays. Other hosts' addresses are unchanged.
 */
export function bookingLink(bookingUrl: string, { name, address, assessmentId }: Booking): string {
  const url = new URL(bookingUrl);
  const reserved = CAL.test(url.hostname) ? "metadata[assessment]" : CALENDLY.test(url.hostname) ? "utm_content" : null;
  if (!reserved) return bookingUrl;
  for (const [key, value] of [
    ["name", name],
    ["email", address],
    [reserved, String(assessmentId)],
  ] as const)
    if (value && !url.searchParams.has(key)) url.searchParams.set(key, value);
  return url.href;
}
