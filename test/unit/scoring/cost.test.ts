import { describe, expect, it } from "vitest";
import { gapShares, twoSignificantFigures } from "#src/scoring/cost.ts";
import { score } from "#src/scoring/score.ts";
import { FIRST_EXAMPLES as EXAMPLES, first } from "#test/support/factories.ts";
import { diagnostic, diagnosticAt, type Five, inALayer } from "#test/support/scored.ts";

describe("Cost of the gap (section 8)", () => {
  it.each<[level: number, credits: string, low: number, high: number]>([
    [0, "x x x x x | x x x x x | x x x x x | x x x x x | x x x x x", 16, 52],
    [25, "1 1 1 1 1 | 1 1 1 1 1 | 1 1 1 1 1 | 1 1 1 1 1 | 1 1 1 1 1", 12, 36],
    [50, "2 2 2 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 3 1 2 2 2 | 2 2 2 2 2", 8, 23],
    [75, "4 2 3 3 3 | 4 2 3 3 3 | 4 2 2 3 4 | 3 2 3 3 4 | 4 2 3 3 3", 4, 11],
    [90, "4 2 4 4 4 | 4 2 4 4 4 | 4 2 4 4 4 | 4 2 4 4 4 | 4 2 4 4 4", 1.5, 4],
    [100, "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4", 0, 0],
  ])("with all layers at %d could bring back what the table says", (level, credits, low, high) => {
    const result = diagnostic(credits);

    expect(inALayer(result)).toEqual([level, level, level, level, level]);
    expect(Math.abs(result.recoverablePercent[0] - low)).toBeLessThanOrEqual(low === 1.5 ? 0.05 : 0.5);
    expect(Math.abs(result.recoverablePercent[1] - high)).toBeLessThanOrEqual(0.5);
  });

  it("shows no money without deals a month, deal value and win rate", () => {
    const { answers } = EXAMPLES.E2.submission;
    const all = { z_opps: 12, z_acv: 15_000, z_win: 22 };
    const money = (sizing: Record<string, number>) => score(first, "diagnostic", { answers, sizing }).money;

    expect(money({})).toBeNull();
    for (const left of ["z_opps", "z_acv", "z_win"])
      expect(money(Object.fromEntries(Object.entries(all).filter(([id]) => id !== left)))).toBeNull();
    expect(money(all)).toMatchObject({ annualNewRevenue: 475_200, recoverable: [52_000, 150_000], forecastGap: null });
  });

  it("names no range when there are no new deals, only the open deals that may not be real", () => {
    const { answers } = EXAMPLES.E2.submission;
    const sizing = { z_opps: 0, z_acv: 15_000, z_win: 22, z_cycle: 60, z_open: 7 };

    const result = score(first, "diagnostic", { answers, sizing });

    expect(result.money?.recoverable ?? null).toBeNull();
    expect(result.doubtfulDeals).toEqual({ listed: 7, expected: 0, doubtful: 7 });
  });

  it("measures a forecast gap of nothing when the forecast was met", () => {
    const { answers, sizing } = EXAMPLES.E2.submission;

    expect(score(first, "diagnostic", { answers, sizing: { ...sizing, z_miss: 0 } }).money?.forecastGap).toBe(0);
  });

  it("counts a tenth more of one lever as a tenth of a year, and a tenth of the cycle as days", () => {
    const result = score(first, "diagnostic", EXAMPLES.E2.submission);

    expect(result.money?.tenPercentMore).toBe(47_520);
    expect(result.cycleDaysSooner).toBe(6);
    expect(diagnosticAt(50, 50, 50, 50, 50).cycleDaysSooner).toBeNull();
  });

  it.each([
    [51_983, 52_000],
    [52_499, 52_000],
    [52_500, 53_000],
    [149_999, 150_000],
    [154_999, 150_000],
    [155_000, 160_000],
    [994, 990],
    [995, 1000],
    [7, 7],
    [0, 0],
  ])("rounds %d to the two significant figures of %d", (amount, rounded) => {
    expect(twoSignificantFigures(amount)).toBe(rounded);
  });

  it("doubts the open deals beyond a quarter over what the cycle explains, in whole deals", () => {
    const doubtful = (z_opps: number, z_cycle: number, z_open: number) =>
      score(first, "diagnostic", { answers: {}, sizing: { z_opps, z_cycle, z_open } }).doubtfulDeals;

    expect(doubtful(8, 152, 50)).toEqual({ listed: 50, expected: 40, doubtful: 0 });
    expect(doubtful(8, 152, 51)).toEqual({ listed: 51, expected: 40, doubtful: 1 });
    expect(doubtful(8, 152, 12)).toEqual({ listed: 12, expected: 40, doubtful: 0 });
    expect(doubtful(10, 30, 20)).toEqual({ listed: 20, expected: 9.9, doubtful: 7 });
  });

  it("has no line on doubtful deals without deals a month, cycle and open deals", () => {
    const all = { z_opps: 8, z_cycle: 152, z_open: 51 };
    for (const left of ["z_opps", "z_cycle", "z_open"]) {
      const sizing = Object.fromEntries(Object.entries(all).filter(([id]) => id !== left));

      expect(score(first, "diagnostic", { answers: {}, sizing }).doubtfulDeals).toBeNull();
    }
  });

  it("gives the points left over to the largest remainders, and level ones to the upstream layers", () => {
    const shares = (...credits: Five) => {
      const [visibility, integrity, flow, learning, resilience] = credits;
      return Object.values(gapShares(first, { visibility, integrity, flow, learning, resilience }, 2));
    };

    expect(shares(8, 7, 7, 8, 7)).toEqual([0, 34, 33, 0, 33]);
    expect(shares(7, 7, 7, 7, 6)).toEqual([17, 17, 17, 16, 33]);
    expect(shares(6, 7, 8, 8, 8)).toEqual([67, 33, 0, 0, 0]);
    expect(shares(7, 8, 8, 8, 6)).toEqual([33, 0, 0, 0, 67]);
    expect(shares(0, 0, 0, 0, 0)).toEqual([20, 20, 20, 20, 20]);
    expect(shares(8, 8, 8, 8, 8)).toEqual([0, 0, 0, 0, 0]);
  });
});
