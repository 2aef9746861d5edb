import { describe, expect, it } from "vitest";
import { fitRows } from "#src/scoring/lead-fit.ts";
import { intentOf, intentParts, type Signal, type SignalKind } from "#src/scoring/lead-intent.ts";
import { DAY } from "#src/time.ts";
import { FEE, NOW, today } from "#test/support/lead-inputs.ts";

describe("Fit", () => {
  const points = (row: string, more: Partial<Parameters<typeof fitRows>[0]>) =>
    fitRows({ context: {}, sizing: {}, currency: "GBP", money: null, verdict: "PARTIAL", fee: FEE, ...more }).find(
      (one) => one.row === row,
    )?.points;

  it.each([
    ["5-50", 30],
    ["51-200", 20],
    ["2-4", 12],
    ["200+", 8],
    ["1", 5],
    ["a crowd", 12],
  ])("gives a team of %s %i points", (team, earned) => {
    expect(points("team", { context: { c_team: team } })).toBe(earned);
  });

  it.each([
    [400_000, 25],
    [399_999, 18],
    [160_000, 18],
    [159_999, 10],
    [60_000, 10],
    [59_999, 3],
    [0, 3],
  ])("gives new revenue of %i against a fee of 20,000 %i points", (annualNewRevenue, earned) => {
    expect(points("money", { money: { annualNewRevenue } })).toBe(earned);
  });

  it("takes the money as unknown without numbers, without a fee, and in another currency", () => {
    const money = { annualNewRevenue: 1_000_000 };
    expect(points("money", {})).toBe(10);
    expect(points("money", { money, fee: null })).toBe(10);
    expect(points("money", { money, currency: "EUR" })).toBe(10);
  });

  it.each([
    ["founder", 20],
    ["sales", 18],
    ["ops", 18],
    ["marketing", 10],
    ["other", 5],
    ["constructor", 5],
  ])("gives the role %s %i points", (role, earned) => {
    expect(points("role", { context: { c_role: role } })).toBe(earned);
  });

  it.each([
    [5, 15],
    [4.5, 10],
    [2, 10],
    [1.5, 5],
    [0, 5],
  ])("gives %d new deals a month %i points", (deals, earned) => {
    expect(points("volume", { sizing: { z_opps: deals } })).toBe(earned);
  });

  it("gives an unknown team, role and number of deals 12, 5 and 6 points", () => {
    expect(["team", "role", "volume"].map((row) => points(row, {}))).toEqual([12, 5, 6]);
  });

  it.each([
    ["SCENARIO_A", 10],
    ["SCENARIO_B", 10],
    ["PROCESS_NO_TOOL", 8],
    ["PARTIAL", 8],
    ["NO_SYSTEM", 6],
    ["FUNCTIONING", 2],
  ] as const)("gives the verdict %s %i points", (verdict, earned) => {
    expect(points("verdict", { verdict })).toBe(earned);
  });
});

describe("Intent", () => {
  const intentAfter = (days: number, ...kinds: SignalKind[]) =>
    intentOf(intentParts(today(...kinds), NOW + days * DAY));

  it("counts each signal as the table says", () => {
    const kinds = ["call-asked", "trigger", "diagnostic", "sizing", "report", "came-back", "retook"] as const;
    expect(kinds.map((kind) => intentAfter(0, kind))).toEqual([45, 15, 10, 10, 10, 5, 5]);
    expect(intentAfter(0, ...kinds)).toBe(100);
  });

  it("keeps a call whole to the thirtieth day, and drops it after", () => {
    expect([29, 30, 30.001, 31].map((days) => intentAfter(days, "call-asked"))).toEqual([45, 45, 0, 0]);
  });

  it("halves everything else in 21 days, hours included", () => {
    expect(intentAfter(21, "trigger")).toBeCloseTo(7.5, 10);
    expect(intentAfter(42, "report")).toBeCloseTo(2.5, 10);
    expect(intentAfter(10.5, "sizing")).toBeCloseTo(10 / Math.SQRT2, 10);
  });

  it("counts a kind once, at its newest, and nothing that lies ahead for more than it is worth", () => {
    const twice: Signal[] = [
      { kind: "report", at: NOW - 21 * DAY },
      { kind: "report", at: NOW },
      { kind: "retook", at: NOW + DAY },
    ];
    expect(intentOf(intentParts(twice, NOW))).toBe(15);
  });
});
