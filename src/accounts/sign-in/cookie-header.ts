/** The Cookie header by which a browser would send these Set-Cookie values back. */
export function cookieHeader(setCookies: readonly string[]): string {
  return setCookies.map((cookie) => cookie.split(";", 1)[0] ?? "").join("; ");
}
