import { expect } from "@playwright/test";

/** Both slash forms of an address, its query kept. */
export function bothForms(address: string): string[] {
  const [path = "", query] = address.split("?");
  const bare = path.replace(/\/$/, "");
  return [bare || "/", `${bare}/`].map((form) => (query === undefined ? form : `${form}?${query}`));
}

/** The headers that every answer has, by which a browser does less. */
export function expectSecure({ headers }: Response, address: string): void {
  expect(headers.get("x-content-type-options"), address).toBe("nosniff");
  expect(headers.get("referrer-policy"), address).toBe("same-origin");
  expect(headers.get("permissions-policy"), address).toContain("camera=()");
  const policy = headers.get("content-security-policy");
  for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    expect(policy, address).toContain(directive);
  expect(policy, address).not.toContain("unsafe");
  expect(headers.get("set-cookie"), address).toBeNull();
  expect(headers.get("server"), address).toBeNull();
  expect(headers.get("x-powered-by"), address).toBeNull();
}
