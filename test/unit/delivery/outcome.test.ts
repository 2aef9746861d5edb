import { describe, expect, test } from "vitest";
import { failureOutcome, reasonOf, retryAfterSeconds } from "#src/delivery/channels/outcome.ts";

const NOW = Date.UTC(2026, 10, 20);

describe("a failure of the provider", () => {
  test.each([
    [400, "validation_error"],
    [400, "invalid_idempotency_key"],
    [409, "invalid_idempotent_request"],
    [422, "validation_error"],
    [422, "invalid_parameter"],
    [422, "invalid_from_address"],
    [422, "missing_required_field"],
    [451, "security_error"],
  ])("is permanent when the message is at fault: %i %s", (statusCode, name) => {
    const outcome = failureOutcome({ statusCode, name, message: "What is wrong." }, NOW);
    expect(outcome).toEqual({ status: "refused", reason: `${statusCode} ${name}: What is wrong.` });
  });

  test.each([
    [401, "missing_api_key"],
    [401, "restricted_api_key"],
    [403, "invalid_api_key"],
    [403, "validation_error"],
    [404, "not_found"],
    [405, "method_not_allowed"],
    [429, "daily_quota_exceeded"],
    [429, "monthly_quota_exceeded"],
  ])("is tried again when the operator can mend it: %i %s", (statusCode, name) => {
    expect(failureOutcome({ statusCode, name }, NOW).status).toBe("again");
  });

  test.each([
    [409, "concurrent_idempotent_requests"],
    [429, "rate_limit_exceeded"],
    [500, "internal_server_error"],
    [502, "application_error"],
    [503, "application_error"],
    [400, "application_error"],
    [null, "application_error"],
    [undefined, undefined],
  ])("is tried again when it may pass: %s %s", (statusCode, name) => {
    expect(failureOutcome({ statusCode, name }, NOW).status).toBe("again");
  });

  test("carries the wait that the provider asks for", () => {
    const headers = { "retry-after": "7" };
    const outcome = failureOutcome({ statusCode: 429, name: "rate_limit_exceeded", headers }, NOW);
    expect(outcome).toMatchObject({ status: "again", retryAfterSeconds: 7 });
  });
});

describe("a Retry-After header", () => {
  test.each([
    ["3", 3],
    [" 0 ", 1],
    ["1.2", 2],
    [new Date(NOW + 90_000).toUTCString(), 90],
    [new Date(NOW - 90_000).toUTCString(), 1],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%j means %j seconds", (value, seconds) => {
    expect(retryAfterSeconds(value, NOW)).toBe(seconds);
  });
});

test("a reason is one short line with the error's code", () => {
  expect(reasonOf(Object.assign(new Error("no room\r\nleft"), { code: "ENOSPC" }))).toBe("ENOSPC: no room left");
  expect(reasonOf(new TypeError("x".repeat(1000)))).toHaveLength(300);
  expect(reasonOf(undefined)).toBe("undefined");
});
