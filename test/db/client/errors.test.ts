import { expect, test } from "vitest";
import { classify, DatabaseError, databaseErrorIn, isUniqueViolation } from "#db/client/errors.ts";

const error = (fields: object, cause?: Error) => Object.assign(new Error("as the driver says", { cause }), fields);
const fetchFailed = (cause: Error) => new TypeError("fetch failed", { cause });

test.each([
  ["a lock held by another process", error({ code: "SQLITE_BUSY" }), "busy"],
  [
    "a lock, wrapped by drizzle",
    error({}, error({ code: "SQLITE_BUSY", extendedCode: "SQLITE_BUSY_SNAPSHOT" })),
    "busy",
  ],
  ["a transaction that the server took away", error({ code: "TRANSACTION_TIMEOUT" }), "busy"],
  ["a full disk", error({ code: "SQLITE_FULL" }), "full"],
  ["a quota", error({ code: "SQLITE_IOERR", extendedCode: "SQLITE_IOERR_WRITE" }), "full"],
  ["a port nobody listens on", fetchFailed(error({ code: "ECONNREFUSED", syscall: "connect" })), "unsent"],
  ["a reset while connecting", fetchFailed(error({ code: "ECONNRESET", syscall: "connect" })), "unsent"],
  ["a name that does not resolve", fetchFailed(error({ code: "ENOTFOUND", syscall: "getaddrinfo" })), "unsent"],
  ["a server that asks for patience", error({ code: "SERVER_ERROR" }, error({ status: 429 })), "unsent"],
  ["a reset after sending", fetchFailed(error({ code: "ECONNRESET", syscall: "read" })), "ambiguous"],
  ["a request that took too long", new DOMException("too long", "TimeoutError"), "ambiguous"],
  ["a gateway's error", error({ code: "SERVER_ERROR" }, error({ status: 502 })), "ambiguous"],
  ["a wrong token", error({ code: "SERVER_ERROR" }, error({ status: 401 })), "other"],
  ["a constraint", error({ code: "SQLITE_CONSTRAINT" }), "other"],
  ["something thrown that is no error", "text", "other"],
])("%s is sorted as it must be", (_, thrown, failure) => {
  expect(classify(thrown)).toBe(failure);
});

test("a database error is found inside the error that wraps it", () => {
  const full = new DatabaseError("DATABASE_FULL");
  expect(databaseErrorIn(error({}, full))).toBe(full);
  expect(databaseErrorIn(error({ code: "SQLITE_BUSY" }))).toBeUndefined();
});

test("a unique violation is told from other constraints", () => {
  const refused = (message: string) => Object.assign(new Error(message), { code: "SQLITE_CONSTRAINT" });
  expect(isUniqueViolation(refused("UNIQUE constraint failed: leads.email"))).toBe(true);
  expect(isUniqueViolation(refused("CHECK constraint failed: times"))).toBe(false);
});
