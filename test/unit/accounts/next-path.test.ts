import { describe, expect, it } from "vitest";
import { nextPath } from "#src/accounts/sign-in/next-path.ts";

const ORIGINS = ["https://plumb.example", "http://localhost:4321"];

describe("Where signing in leads", () => {
  it.each([
    ["/desk/leads/abc", "/desk/leads/abc"],
    ["/desk?status=new&q=a%20b", "/desk?status=new&q=a%20b"],
    ["/desk", "/desk"],
    ["/desk/./people", "/desk/people"],
  ])("is the page of the desk that was asked for: %s", (next, path) => {
    for (const origin of ORIGINS) {
      expect(nextPath(origin, next)).toBe(path);
      expect(nextPath(origin, origin + next)).toBe(path);
    }
  });

  it.each([
    undefined,
    "",
    "/",
    "//e",
    "/\\e",
    "\\\\e",
    "https:e",
    "http:e",
    "https:/e",
    "https://e/desk",
    "https:\\\\e\\desk",
    "%2f%2fe",
    "/%2f%2fe",
    "//e/desk",
    "/desk/..//e",
    "/desk/../results/x",
    "/desk/%2e%2e//e",
    "/desk/%2f%2fe",
    "/desk//e",
    "/deskx",
    "/DESK",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://plumb.example.e/desk",
    "https://plumb.example@e/desk",
    "http://localhost:43210/desk",
    "\t//e",
    "/\t/e",
    "https://[",
    "/desk/sign-in",
    "/desk/sign-in/code",
    "/desk/sign-out",
    "/desk/join/x.y",
  ])("is the inbox for everything else: %j", (next) => {
    for (const origin of ORIGINS) expect(nextPath(origin, next)).toBe("/desk");
  });
});
