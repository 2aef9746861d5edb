/** Both slash forms of an address, its query kept. */
export function bothForms(address: string): string[] {
  const [path = "", query] = address.split("?");
  const bare = path.replace(/\/$/, "");
  return [bare || "/", `${bare}/`].map((form) => (query === undefined ? form : `${form}?${query}`));
}

const DIRECTIVES = ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];

/** What each header has to be; null stands for one that is not there. */
const HEADERS: Record<string, (value: string | null) => boolean> = {
  "x-content-type-options": (value) => value === "nosniff",
  "referrer-policy": (value) => value === "same-origin",
  "permissions-policy": (value) => value?.includes("camera=()") === true,
  "content-security-policy": (value) =>
    value !== null && DIRECTIVES.every((one) => value.includes(one)) && !value.includes("unsafe"),
  "set-cookie": (value) => value === null,
  server: (value) => value === null,
  "x-powered-by": (value) => value === null,
};

/**
 * What is wrong with an answer to `asked`, a line for each: a header by which a browser does less, or a failure of ours. A list, since
 * thousands of answers are looked at and each `expect` of Playwright takes a millisecond.
 */
export function unsafe({ headers, status }: Response, asked: string): string[] {
  const wrong = Object.entries(HEADERS)
    .filter(([name, isRight]) => !isRight(headers.get(name)))
    .map(([name]) => `${asked}: ${name} is ${headers.get(name)}`);
  return status < 500 ? wrong : [...wrong, `${asked} is answered with ${status}`];
}
