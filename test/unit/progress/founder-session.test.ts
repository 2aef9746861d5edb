import { expect, test } from "vitest";
import { sessionCookie, tokenIn } from "#src/progress/sign-in/session-cookie.ts";
import { newToken } from "#src/tokens.ts";

const HTTPS = "https://plumb.example";
const HTTP = "http://localhost:4321";
const sending = (cookie: string) => new Headers({ cookie });

test("over https the cookie is bound to this host and to https; over http it still serves a trial", () => {
  const token = newToken();
  expect(sessionCookie(HTTPS, token)).toBe(
    `__Host-progress=${token}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure`,
  );
  expect(sessionCookie(HTTP, token)).toBe(`progress=${token}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax`);
  expect(sessionCookie(HTTPS, null)).toMatch(/^__Host-progress=; Path=\/; Max-Age=0;/);
});

test("a token is read back from among other cookies, and from no cookie of another name", () => {
  const token = newToken();
  expect(tokenIn(sending(`a=b; __Host-progress=${token}; c=d`), HTTPS)).toBe(token);
  expect(tokenIn(sending(`progress=${token}`), HTTPS)).toBeNull();
  expect(tokenIn(sending(`__Host-progress=${token}`), HTTP)).toBeNull();
  expect(tokenIn(new Headers(), HTTP)).toBeNull();
});

test.each(["", "short", `${newToken()}x`, "../../etc", "a".repeat(42), `${"a".repeat(42)}%`])(
  "what is no token is none: %s",
  (value) => {
    expect(tokenIn(sending(`progress=${value}`), HTTP)).toBeNull();
  },
);

test("tokens carry 256 random bits", () => {
  const made = new Set(Array.from({ length: 200 }, newToken));
  expect(made.size).toBe(200);
  for (const token of made) expect(Buffer.from(token, "base64url")).toHaveLength(32);
});
