export interface Sender {
  /** The Sec-Fetch-Site header. */
  fetchSite: string | undefined;
  /** The Origin header. */
  origin: string | undefined;
}

/**
 * Whether an unsafe request may come from where it says (H7): Sec-Fetch-Site must be `same-origin`; without that header
 * Origin must be the public origin; without both it is refused. The content type plays no part.
 */
export function mayWrite({ fetchSite, origin }: Sender, publicOrigin: string): boolean {
  if (fetchSite !== undefined) return fetchSite === "same-origin";
  return origin === publicOrigin;
}
