import { describe, expect, it, test } from "vitest";
import { second } from "#test/support/factories.ts";
import { ALL_UNKNOWN, under1, under2 } from "#test/support/scored.ts";

describe("The four checks, section 7 of method 2.0.0", () => {
  const FULL = "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4";
  /** Full marks but for these items, given as credit or "x". */
  function checksOf(changed: Record<string, string>, sizing: Record<string, number> = {}) {
    const given = FULL.split(" | ").flatMap((layer) => layer.split(" "));
    const credits = second.instruments.diagnostic.items.map((id, place) => changed[id] ?? given[place]);
    const layers = [0, 5, 10, 15, 20].map((start) => credits.slice(start, start + 5).join(" "));
    return under2("diagnostic", layers.join(" | "), { sizing }).checks;
  }

  test("E2 under the new questions", () => {
    const e2 = "2 2 1 1 2 | 0 2 1 0 0 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2";
    expect(under2("diagnostic", e2, { sizing: { z_miss: 25 } }).checks).toEqual({
      fourYes: ["no", "no", "no", "no"],
      practical: ["no", "no", "yes"],
      signs: ["yes", "yes", "yes"],
      boundary: ["no", "no", "no"],
    });
  });

  test("under 1.0.0 the same lines stand on the items of 1.0.0", () => {
    const e3 = "2 1 3 3 1 | 4 2 4 2 1 | 2 1 2 3 2 | 3 2 3 2 2 | 2 4 3 2 1";
    expect(under1("diagnostic", e3).checks).toEqual({
      fourYes: ["no", "no", "no", "yes"],
      practical: ["yes", "no", "yes"],
      signs: ["yes", "no", "no"],
      boundary: ["yes", "yes", "yes"],
    });
  });

  test("full marks pass all and show no sign; all unknown is unsure, but for the share that could not be told", () => {
    expect(checksOf({})).toEqual({
      fourYes: ["yes", "yes", "yes", "yes"],
      practical: ["yes", "yes", "yes"],
      signs: ["no", "no", "no"],
      boundary: ["yes", "yes", "yes"],
    });
    expect(under2("diagnostic", ALL_UNKNOWN.diagnostic).checks).toEqual({
      fourYes: ["unsure", "unsure", "unsure", "unsure"],
      practical: ["unsure", "unsure", "no"],
      signs: ["unsure", "unsure", "unsure"],
      boundary: ["unsure", "unsure", "unsure"],
    });
  });

  test("the Snapshot has the first two only", () => {
    expect(under2("snapshot", "4 2 | 3 1 | 4 2 | 3 4 | 4 4").checks).toEqual({
      fourYes: ["yes", "no", "yes", "yes"],
      practical: ["yes", "no", "yes"],
      signs: [],
      boundary: [],
    });
  });

  it.each([
    [{ L1: "1" }, ["yes", "yes", "yes", "no"]],
    [{ L1: "3" }, ["yes", "yes", "yes", "yes"]],
    [{ F6: "x", V6: "2" }, ["yes", "no", "unsure", "yes"]],
  ] as const)("four yes with %o: %o", (changed, lines) => {
    expect(checksOf(changed).fourYes).toEqual(lines);
  });

  it.each([
    [{ P6: "2", F2: "2", P2: "1" }, ["yes", "no", "yes"]],
    [{ P6: "1", F2: "x", P2: "x" }, ["no", "unsure", "no"]],
  ] as const)("practical test with %o: %o", (changed, lines) => {
    expect(checksOf(changed).practical).toEqual(lines);
  });

  it.each([
    ["2", "4", "yes"],
    ["2", "x", "yes"],
    ["3", "1", "yes"],
    ["3", "2", "no"],
    ["3", "x", "unsure"],
    ["4", "0", "no"],
    ["4", "x", "no"],
    ["x", "1", "yes"],
    ["x", "2", "unsure"],
    ["x", "x", "unsure"],
  ])("phantom deals with response %s and stalled deals %s: %s", (P2, P4, sign) => {
    expect(checksOf({ P2, P4 }).signs[0]).toBe(sign);
  });

  it.each<[string, Record<string, number>, string]>([
    ["0", { z_miss: 10 }, "yes"],
    ["0", { z_miss: 9 }, "no"],
    ["x", { z_miss: 9 }, "no"],
    ["1", {}, "yes"],
    ["2", {}, "no"],
    ["x", {}, "unsure"],
    // Outside the bounds of the bank a number counts as absent.
    ["2", { z_miss: 95 }, "no"],
  ])("forecast with review %s and %o: %s", (L4, sizing, sign) => {
    expect(checksOf({ L4 }, sizing).signs[2]).toBe(sign);
  });

  it.each([
    [{ V3: "2", P7: "2", R6: "2" }, "yes", ["no", "no", "no"]],
    [{ V3: "3", P7: "3", R6: "3" }, "no", ["yes", "yes", "yes"]],
    [{ V3: "x", P7: "x", R6: "x" }, "unsure", ["unsure", "unsure", "unsure"]],
  ] as const)("lead source and the ends of the system with %o: sign %s, %o", (changed, sign, lines) => {
    expect(checksOf(changed).signs[1]).toBe(sign);
    expect(checksOf(changed).boundary).toEqual(lines);
  });
});
