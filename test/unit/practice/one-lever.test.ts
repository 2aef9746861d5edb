import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  annual,
  constraintSentence,
  dropOff,
  findConstraint,
  kept,
  leverBars,
  moveOne,
  type Stage,
  shorten,
} from "#src/practice/one-lever.ts";
import { moneyLines, recoverableEnds } from "#src/scoring/cost.ts";
import { bank } from "#test/support/factories.ts";

describe("One lever", () => {
  const selling = { deals: 12, value: 15_000, won: 22 };

  test("12 x 12 deals x 22% x 15,000 = 475,200; a tenth is 47,520 and two are 21%, 99,792", () => {
    const levers = moveOne(selling, 10);
    expect(levers.annual).toBeCloseTo(475_200, 6);
    expect(levers.one).toBeCloseTo(47_520, 6);
    expect(levers.two).toBeCloseTo(99_792, 6);
    expect(levers.wonAfter).toBeCloseTo(24.2, 6);
  });

  test("is the arithmetic of the score's own cost lines", () => {
    const scores = { visibility: 50, integrity: 50, flow: 50, learning: 50, resilience: 50 };
    const lines = moneyLines(recoverableEnds(bank, scores), { z_opps: 12, z_acv: 15_000, z_win: 22 });
    expect(Math.round(annual(selling))).toBe(lines?.annualNewRevenue);
    expect(Math.round(moveOne(selling, 10).one)).toBe(lines?.tenPercentMore);
  });

  test("is drawn on top of today's 475,200, to the scale of two levers; retention stands alone", () => {
    const levers = { annual: 475_200, one: 47_520, two: 99_792, wonAfter: 24.2 };
    const { bars, full } = leverBars(levers, 12_000);
    const onTop = { solid: [475_200, 522_720], pale: [0, 475_200] };
    expect([bars.volume, bars.winRate, bars.size]).toEqual([onTop, onTop, onTop]);
    expect(bars.two).toEqual({ solid: [475_200, 574_992], pale: [0, 475_200] });
    expect(bars.retention).toEqual({ solid: [0, 12_000] });
    expect(full).toBe(574_992);
    expect(leverBars({ ...levers, wonAfter: null }, null).bars).toMatchObject({ winRate: null, retention: null });
    expect(leverBars(levers, 600_000).full).toBe(600_000);
  });

  test("no win rate passes 100%", () => {
    expect(moveOne({ ...selling, won: 95 }, 10).wonAfter).toBeNull();
    expect(moveOne({ ...selling, won: 90 }, 10).wonAfter).toBeCloseTo(99, 6);
  });

  test("a shorter cycle: 12 x 76 / 30.4 = 30 open, 3 fewer, 7.6 days sooner, and no revenue", () => {
    const shorter = shorten({ deals: 12, days: 76 }, 10, bank.model.cost.daysPerMonth);
    expect(shorter.open).toBeCloseTo(30, 9);
    expect(shorter.fewer).toBeCloseTo(3, 9);
    expect(shorter.sooner).toBeCloseTo(7.6, 9);
    expect(Object.keys(shorter)).toEqual(["open", "fewer", "sooner"]);
  });

  test("retention: 40 customers x 6,000 x 5 points = 12,000", () => expect(kept(40, 6000, 5)).toBe(12_000));

  test("one lever moves at a time and never loses: more in, more out", () => {
    const number = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 0, max: 100 }), number, (deals, value, won, more) => {
        const base = annual({ deals, value, won });
        expect(base).toBeGreaterThanOrEqual(0);
        expect(annual({ deals: deals + more, value, won })).toBeGreaterThanOrEqual(base);
        expect(annual({ deals, value: value + more, won })).toBeGreaterThanOrEqual(base);
        const { one, two } = moveOne({ deals, value, won }, 10);
        expect(two).toBeGreaterThanOrEqual(2 * one);
      }),
    );
  });

  const stage = (name: string, rest: Partial<Stage>): Stage => ({
    ...{ name, reached: 0, ended: 0, middle: 0, shortest: 0, longest: 0 },
    ...rest,
  });
  /** The glossary's own example: 8 of 20 end in Discovery, 6 of 12 in Proposal. */
  const discovery = stage("Discovery", { reached: 20, ended: 8, middle: 9, shortest: 3, longest: 12 });
  const proposal = stage("Proposal", { reached: 12, ended: 6, middle: 14, shortest: 6, longest: 13 });
  const terms = stage("Terms", { reached: 6, ended: 0, middle: 5, shortest: 2, longest: 30 });

  test("drop-off is 40% and 50%", () => {
    expect([dropOff(discovery), dropOff(proposal), dropOff(terms), dropOff(stage("", {}))]).toEqual([40, 50, 0, 0]);
  });

  test("the constraint is what two signs name; where they differ there is only the earliest", () => {
    expect(findConstraint([discovery, proposal, terms])).toEqual({
      signs: { dropOff: 1, ageing: 1, spread: 2 },
      stage: 1,
      earliest: 1,
    });
    const slow = { ...discovery, middle: 20 };
    expect(findConstraint([slow, proposal, terms])).toEqual({
      signs: { dropOff: 1, ageing: 0, spread: 2 },
      stage: null,
      earliest: 0,
    });
    expect(findConstraint([])).toEqual({
      signs: { dropOff: null, ageing: null, spread: null },
      stage: null,
      earliest: null,
    });
    expect(findConstraint([discovery, discovery]).stage).toBe(0);
  });

  test("no sentence speaks of more signs than there are", () => {
    const lost = (reached: number, ended: number, days: Partial<Stage> = {}) => stage("", { reached, ended, ...days });
    const sentence = (...stages: Stage[]) => constraintSentence(findConstraint(stages));
    expect(sentence(lost(20, 0), lost(20, 0))).toBeNull();
    expect(sentence(lost(20, 8), lost(12, 6))).toBe("signOne");
    expect(sentence(lost(20, 8, { middle: 9 }), lost(12, 6, { middle: 5 }))).toBe("signsDiffer");
    expect(sentence(lost(20, 8, { middle: 5 }), lost(12, 6, { middle: 9 }))).toBe("signsAgree");
    expect(sentence({ ...discovery, middle: 20 }, proposal, terms)).toBe("signsDiffer");
    expect(sentence(discovery, proposal, terms)).toBe("signsAgree");
  });
});
