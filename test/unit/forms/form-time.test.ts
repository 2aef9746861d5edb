import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formTimes } from "#src/forms/form-time.ts";
import { HOUR, SECOND } from "#src/time.ts";

describe("The signed time of a form", () => {
  const START = Date.UTC(2026, 10, 20, 9);
  const limits = { formMinSeconds: 3, formMaxHours: 24 };
  const judgedAfter = (milliseconds: number, change = (token: string) => token) => {
    let now = START;
    const times = formTimes("a secret of at least 32 characters", () => now, limits);
    const token = change(times.issue());
    now += milliseconds;
    return times.judge(token);
  };

  it.each([
    [0, "too-fast"],
    [3 * SECOND - 1, "too-fast"],
    [3 * SECOND, "ok"],
    [24 * HOUR, "ok"],
    [24 * HOUR + 1, "too-old"],
  ])("after %i milliseconds is judged %s", (milliseconds, judged) => {
    expect(judgedAfter(milliseconds)).toBe(judged);
  });

  it.each([
    ["nothing", () => ""],
    ["a bare time", (token: string) => token.split(".")[0] ?? ""],
    ["a time without its signature", (token: string) => `${token.split(".")[0]}.`],
    ["another time under the same signature", (token: string) => `${START.toString(36)}0.${token.split(".")[1]}`],
    ["a later time under the same signature", (token: string) => `zzzzzzzzz.${token.split(".")[1]}`],
    ["a changed signature", (token: string) => `${token.slice(0, -2)}AA`],
    ["dots alone", () => "..."],
    ["no time at all", () => "NaN.NaN"],
  ])("counts %s as too old", (_, change) => {
    expect(judgedAfter(HOUR, change)).toBe("too-old");
  });

  it("counts a form without a time as too old", () => {
    expect(formTimes("a secret", () => START, limits).judge(undefined)).toBe("too-old");
  });

  it("counts a time that was signed with another secret as too old", () => {
    const other = formTimes("another secret", () => START, limits).issue();
    expect(formTimes("a secret", () => START + HOUR, limits).judge(other)).toBe("too-old");
  });

  it("never breaks on what a program may send", () => {
    const times = formTimes("a secret", () => START, limits);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (token) => {
        expect(times.judge(token)).toBe("too-old");
      }),
    );
  });
});
