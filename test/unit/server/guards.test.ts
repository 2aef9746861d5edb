import { describe, expect, test } from "vitest";
import { DatabaseError } from "#db/client/errors.ts";
import { checkHost } from "#src/server/http/check-host.ts";
import { clientAddress } from "#src/server/http/client-address.ts";
import { failureAnswer } from "#src/server/http/failure-answer.ts";
import { problemPages } from "#src/server/http/problem-page.ts";
import { mayWrite } from "#src/server/http/unsafe-methods.ts";
import { routeAt } from "#src/server/routing/match-route.ts";
import { readPath } from "#src/server/routing/request-path.ts";
import { words } from "#test/support/words.ts";

describe("the client address (H2)", () => {
  test("is the socket's while no proxy is trusted, whatever the header says", () => {
    expect(clientAddress("203.0.113.9", "1.1.1.1, 2.2.2.2", 0)).toBe("203.0.113.9");
  });

  test("is the Nth from the right with N trusted proxies, so that a forged left side changes nothing", () => {
    for (const forged of ["", "6.6.6.6, ", "6.6.6.6, 7.7.7.7, "]) {
      expect(clientAddress("10.0.0.1", `${forged}198.51.100.7`, 1)).toBe("198.51.100.7");
      expect(clientAddress("10.0.0.1", `${forged}198.51.100.7, 10.0.0.2`, 2)).toBe("198.51.100.7");
    }
  });

  test("falls back to the socket's when entries are missing or are no addresses", () => {
    expect(clientAddress("10.0.0.1", undefined, 1)).toBe("10.0.0.1");
    expect(clientAddress("10.0.0.1", "198.51.100.7", 2)).toBe("10.0.0.1");
    expect(clientAddress("10.0.0.1", "<script>", 1)).toBe("10.0.0.1");
    expect(clientAddress("10.0.0.1", "", 1)).toBe("10.0.0.1");
  });

  test("has one form for each address", () => {
    for (const same of ["::ffff:192.0.2.1", "::FFFF:c000:201", "[::ffff:192.0.2.1]:50000", "192.0.2.1:50000"]) {
      expect(clientAddress("10.0.0.1", same, 1)).toBe("192.0.2.1");
    }
    expect(clientAddress("::ffff:127.0.0.1", undefined, 0)).toBe("127.0.0.1");
    expect(clientAddress("2001:DB8:0:0::1", undefined, 0)).toBe("2001:db8::1");
    expect(clientAddress("fe80::1%eth0", undefined, 0)).toBe("fe80::1");
    expect(clientAddress(undefined, undefined, 0)).toBe("unknown");
  });
});

describe("the host of a request (H1)", () => {
  const allowed = ["plumb.example", "localhost:4321"];

  test("must be one that is allowed, in any case, with or without the scheme's own port", () => {
    for (const host of ["plumb.example", "PLUMB.example", "plumb.example:443", "localhost:4321"]) {
      expect(checkHost("/", [host], allowed, true)).toEqual({ target: "/" });
    }
    for (const host of ["evil.example", "plumb.example:80", "plumb.example.", "a.plumb.example", "localhost", ""]) {
      expect(checkHost("/", [host], allowed, true)).toEqual({ status: 421 });
    }
  });

  test("must be there exactly once", () => {
    expect(checkHost("/", [], allowed, true)).toEqual({ status: 400 });
    expect(checkHost("/", ["plumb.example", "plumb.example"], allowed, true)).toEqual({ status: 400 });
  });

  test("counts in an absolute target too, which becomes its path", () => {
    const target = (text: string) => checkHost(text, ["plumb.example"], allowed, true);
    expect(target("https://plumb.example/a?b=c")).toEqual({ target: "/a?b=c" });
    expect(target("HTTPS://plumb.example?b=c")).toEqual({ target: "/?b=c" });
    expect(target("http://evil.example/a")).toEqual({ status: 421 });
    expect(target("http://plumb.example@evil.example/a")).toEqual({ status: 421 });
  });
});

describe("a path (H9)", () => {
  test("is decoded once", () => {
    expect(readPath("/")).toEqual({ path: "/" });
    expect(readPath("/%72esults/a%20b?next=%ZZ//")).toEqual({ path: "/results/a b" });
    expect(readPath("/caf%C3%A9")).toEqual({ path: "/café" });
  });

  const hostile = [
    "//evil.example",
    "/\\evil.example",
    "/%5cevil",
    "/%2fevil",
    "/a%2Fb",
    "/a%00b",
    "/a%0d%0ab",
    "/%ff",
  ];
  const tricky = [
    "/%",
    "/%zz",
    "/%2561",
    "/%252e%252e/x",
    "/a/../b",
    "/a/..",
    "/a/%2e%2E/b",
    "/./a",
    "*",
    "",
    "a",
    "/a#b",
  ];

  test.each([...hostile, ...tricky])("%j is refused with 400", (target) => {
    expect(readPath(target)).toEqual({ status: 400 });
  });

  test("may have 8,192 characters with its query and not one more", () => {
    expect(readPath(`/${"a".repeat(8191)}`)).toHaveProperty("path");
    expect(readPath(`/a?${"b".repeat(8190)}`)).toEqual({ status: 414 });
  });
});

describe("an unsafe request (H7)", () => {
  const OWN = "https://plumb.example";
  const origins = { right: OWN, wrong: "https://evil.example", opaque: "null", absent: undefined };

  test.each(Object.entries(origins))(
    "is judged by Sec-Fetch-Site alone where that is sent (Origin %s)",
    (_, origin) => {
      expect(mayWrite({ fetchSite: "same-origin", origin }, OWN)).toBe(true);
      for (const fetchSite of ["cross-site", "same-site", "none", "", "same-origin, same-origin", "SAME-ORIGIN"]) {
        expect(mayWrite({ fetchSite, origin }, OWN)).toBe(false);
      }
    },
  );

  test("is judged by Origin where Sec-Fetch-Site is not sent", () => {
    const verdicts = Object.entries(origins).map(([name, origin]) => [
      name,
      mayWrite({ fetchSite: undefined, origin }, OWN),
    ]);
    expect(Object.fromEntries(verdicts)).toEqual({ right: true, wrong: false, opaque: false, absent: false });
  });

  test("is exempt on the address of a route that takes writes from anywhere, written exactly so", () => {
    expect(["/hooks/resend", "/unsubscribe/abc"].map((path) => routeAt(path)?.exempt)).toEqual([true, true]);
    const others = [
      "/hooks/resend/x",
      "/hooks/resend/",
      "/hooks",
      "/unsubscribe",
      "/unsubscribe/",
      "/x/unsubscribe/abc",
    ];
    expect(others.filter((path) => routeAt(path)?.exempt)).toEqual([]);
  });
});

describe("an error of the inner application", () => {
  test("is 503 when the database is at fault, however deep the cause, and else 500", () => {
    const full = new DatabaseError("DATABASE_FULL");
    expect(failureAnswer(full)).toEqual({ status: 503, retryAfter: 30 });
    expect(failureAnswer(new Error("outer", { cause: full }))).toMatchObject({ status: 503 });
    for (const other of [new Error("x"), "x", undefined, null, { code: 7 }]) {
      expect(failureAnswer(other)).toEqual({ status: 500 });
    }
  });

  test("does not claim that nothing was saved when that is not known", () => {
    const lost = new DatabaseError("DATABASE_UNREACHABLE", new Error("lost"), "unknown");
    const { status, perhapsSaved = false } = failureAnswer(lost);
    const { body } = problemPages("", words.pages.problems)({ status, perhapsSaved }, true);
    expect(body).toContain("sending it twice does no harm");
    expect(body).not.toContain("Nothing was saved");
  });
});
