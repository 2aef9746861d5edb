/**
 * The address of an endpoint as people see it: whole for owners. Its path is often all that keeps others from writing
 * there, so members see the host and a sign that there is more.
 */
export function shownAddress(url: string, owner: boolean, more: string): string {
  const { origin } = new URL(url);
  return owner || secretPart(url) === "" ? url : origin + more;
}

/** The same for a text that may hold the address, such as what a receiver answered. */
export function withoutAddress(text: string, url: string, more: string): string {
  const secret = secretPart(url);
  return secret === "" ? text : text.replaceAll(secret, more);
}

const secretPart = (url: string) => {
  const { pathname, search } = new URL(url);
  return (pathname + search).replace(/^\/$/, "");
};
