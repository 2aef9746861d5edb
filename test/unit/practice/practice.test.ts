import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLibrary } from "#src/articles/library.ts";
import { worksheetFaults } from "#src/articles/library-faults.ts";
import { paths } from "#src/paths.ts";
import { readAbsence, type Task } from "#src/practice/away-a-week.ts";
import { countHandoffs, stateOf } from "#src/practice/handoffs.ts";
import { barsOf, gapTo, leftOf, shareToWin } from "#src/practice/honest-pipeline.ts";
import {
  annual,
  dropOff,
  findConstraint,
  kept,
  leverBars,
  moveOne,
  type Stage,
  shorten,
} from "#src/practice/one-lever.ts";
import { FOUND_PAGES } from "#src/routes.ts";
import { moneyLines } from "#src/scoring/cost.ts";
import { SHEET_NAMES as NAMES } from "#src/words/practice.ts";
import { bank, banks } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

describe("Honest pipeline", () => {
  test("takes what is both off once: 36 - 13 - 8 + 4 = 19", () => {
    expect(leftOf({ open: 36, silent: 13, old: 8, both: 4 })).toEqual({ low: 19, high: 19 });
  });

  test("gives both ends where the overlap is unknown: 36 - 13 - 8 and 36 - 13", () => {
    expect(leftOf({ open: 36, silent: 13, old: 8, both: null })).toEqual({ low: 15, high: 23 });
    // 8 silent and 7 old among 10: at least 5 are both, at most 7.
    expect(leftOf({ open: 10, silent: 8, old: 7, both: null })).toEqual({ low: 0, high: 2 });
  });

  test.each([
    [{ open: 10, silent: 11, old: 0, both: 0 }, "silentTooMany"],
    [{ open: 10, silent: 0, old: 11, both: 0 }, "oldTooMany"],
    [{ open: 10, silent: 4, old: 3, both: 4 }, "bothTooMany"],
    [{ open: 10, silent: 8, old: 7, both: 4 }, "bothTooFew"],
  ])("%j is refused: %s", (tally, fault) => expect(leftOf(tally)).toBe(fault));

  test("holds the value against the number committed: 300,000 - 285,000 = 15,000; 300,000 / 285,000 = 105.3%", () => {
    const left = { low: 285_000, high: 285_000 };
    expect(gapTo(300_000, left)).toEqual({ low: 15_000, high: 15_000 });
    expect(gapTo(90_000, left)).toEqual({ low: 0, high: 0 });
    expect(shareToWin(300_000, left)).toEqual({ low: 106, high: 106 });
    // 90,000 / 285,000 = 31.6%
    expect(shareToWin(90_000, left)).toEqual({ low: 32, high: 32 });
    expect(shareToWin(90_000, { low: 0, high: 10 })).toBeNull();
  });

  test("is drawn on one scale: open 540, silent its right end, then what else is old, then what is left", () => {
    const tally = { open: 540, silent: 195, old: 120, both: 60 };
    // 540 - 195 - 120 + 60 = 285; of the 120 past the limit 60 are silent already, so 60 more go.
    expect(barsOf(tally, { low: 285, high: 285 }, 600)).toEqual({
      bars: {
        open: { solid: [0, 540] },
        silent: { solid: [345, 540] },
        old: { solid: [285, 345], pale: [285, 285] },
        left: { solid: [0, 285], pale: [285, 285] },
        committed: { solid: [0, 600] },
      },
      full: 600,
    });
  });

  test("is drawn pale where the overlap is unknown: 15 are left for sure, up to 23 perhaps", () => {
    const tally = { open: 36, silent: 13, old: 8, both: null };
    const { bars, full } = barsOf(tally, { low: 15, high: 23 }, null);
    expect(bars.left).toEqual({ solid: [0, 15], pale: [15, 23] });
    expect(bars.old).toEqual({ solid: [23, 23], pale: [15, 23] });
    expect([bars.committed, full]).toEqual([null, 36]);
  });

  const deal = fc.record({ silent: fc.boolean(), old: fc.boolean(), value: fc.nat(100_000) });
  test("equals the deals that are neither silent nor old, one by one, and lies within its own range", () => {
    fc.assert(
      fc.property(fc.array(deal), (deals) => {
        const sum = (some: typeof deals) => some.reduce((total, { value }) => total + value, 0);
        for (const measure of [sum, (some: typeof deals) => some.length]) {
          const tally = {
            open: measure(deals),
            silent: measure(deals.filter(({ silent }) => silent)),
            old: measure(deals.filter(({ old }) => old)),
          };
          const honest = measure(deals.filter(({ silent, old }) => !silent && !old));
          const both = measure(deals.filter(({ silent, old }) => silent && old));
          expect(leftOf({ ...tally, both })).toEqual({ low: honest, high: honest });
          const range = leftOf({ ...tally, both: null }) as { low: number; high: number };
          expect(range.low).toBeGreaterThanOrEqual(0);
          expect(range.low).toBeLessThanOrEqual(honest);
          expect(range.high).toBeGreaterThanOrEqual(honest);
        }
      }),
    );
  });
});

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
    const lines = moneyLines(bank, scores, { z_opps: 12, z_acv: 15_000, z_win: 22 });
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
});

describe("Handoffs", () => {
  test.each([
    ["Ana Reyes", "The five facts are filled in", "described"],
    ["Head of delivery", "", "noCondition"],
    ["", "The five facts", "noOwner"],
    ["Everyone", "The five facts", "noOwner"],
    ["the sales team", "The five facts", "noOwner"],
    ["Customer success team", "The five facts", "noOwner"],
    ["Finance department.", "The five facts", "noOwner"],
    ["both of us", "The five facts", "noOwner"],
    ["Head of the sales team", "The five facts", "described"],
    ["Whoever notices first", "nothing", "neither"],
    ["tbd", "n/a", "neither"],
    ["Tom", "tbc.", "noCondition"],
  ])("%j with %j is %s", (owner, condition, state) => expect(stateOf({ owner, condition })).toBe(state));

  test("are counted", () => {
    const described = { owner: "Ana", condition: "Five facts" };
    expect(
      countHandoffs([described, described, { owner: "", condition: "x" }, { owner: "Tom", condition: "" }]),
    ).toEqual({
      described: 2,
      unowned: 1,
    });
  });
});

describe("Away a week", () => {
  const task = (name: string, missing: Task["missing"], stops = true): Task => ({ name, missing, stops });

  test("counts and names what stops", () => {
    const tasks = [task("Quote", "permission"), task("Proposal", "skill", false), task("Own", null)];
    expect(readAbsence(tasks).points).toEqual(["Quote", "Own"]);
    expect(readAbsence([task("a", "skill", false)])).toMatchObject({ points: [], commonest: [] });
  });

  test("calls it most only above half of all that stops: 2 of 4 are not most, 3 of 5 are", () => {
    const two = [task("a", "permission"), task("b", "permission"), task("c", "knowledge"), task("d", null)];
    expect(readAbsence(two)).toMatchObject({ commonest: ["permission"], times: 2, most: false });
    const three = [...two, task("e", "permission")];
    expect(readAbsence(three)).toMatchObject({ commonest: ["permission"], times: 3, most: true });
  });

  test("names every kind that shares the first place, in the order of the log", () => {
    const tied = readAbsence([task("a", "skill"), task("b", "knowledge")]);
    expect(tied).toMatchObject({ commonest: ["knowledge", "skill"], most: false });
  });
});

describe("The words of the worksheets", () => {
  test.each(NAMES)("%s is in plain words, says its formula and its limits, and stands in the sitemap", (name) => {
    const sheet = words.practice.sheets[name];
    expect(JSON.stringify(sheet)).not.toMatch(/[!—]|\b(validated|benchmark|percentile|progress|seamless|leverage)\b/i);
    expect(sheet.formula.length).toBeGreaterThan(0);
    expect(FOUND_PAGES).toContain(paths.practiceSheet(name));
  });

  test("every link leads to an article or a term that is there, under its own name", () => {
    const library = readLibrary(banks);
    const { sheets } = words.practice;
    expect(worksheetFaults(sheets, library)).toEqual([]);
    const links = [
      { to: "article:gone", text: "Gone" },
      { to: "glossary:handoff", text: "Passing on" },
      { to: "https://firm.example", text: "Away" },
    ];
    expect(worksheetFaults({ ...sheets, handoffs: { ...sheets.handoffs, links } }, library)).toEqual([
      "practice/handoffs.yaml: links: article:gone is no article and no term that is there.",
      'practice/handoffs.yaml: links: glossary:handoff is called "Passing on" here and "handoff" there.',
      "practice/handoffs.yaml: links: https://firm.example is no article and no term that is there.",
    ]);
  });

  test("the top five say who answers, and the overview what is sent and kept", () => {
    expect(words.practice.sheets["top-five"].limits.join(" ")).toContain("does not understand your sentence");
    expect(words.practice.frame.overview.private).toContain("not sent");
    expect(words.practice.frame.overview.private).toContain("keeps it in this tab");
  });
});
