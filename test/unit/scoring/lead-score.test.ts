import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainLead } from "#src/leads/desk/explain-lead.ts";
import { fitRows } from "#src/scoring/lead-fit.ts";
import { intentOf, intentParts, type Signal, type SignalKind } from "#src/scoring/lead-intent.ts";
import { gradeOf, type LeadInput, leadScore } from "#src/scoring/lead-score.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { anySubmission, bank, EXAMPLES } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

const NOW = Date.UTC(2026, 10, 20);
const FEE = { amount: 20_000, currency: "GBP" };

const today = (...kinds: SignalKind[]): Signal[] => kinds.map((kind) => ({ kind, at: NOW }));

function leadOf(example: keyof typeof EXAMPLES, more: Partial<LeadInput>): LeadInput {
  const { instrument, submission } = EXAMPLES[example];
  return {
    result: score(bank, instrument, submission),
    context: {},
    sizing: submission.sizing ?? {},
    currency: "GBP",
    fee: FEE,
    signals: [],
    excluded: false,
    ...more,
  };
}

const E2 = leadOf("E2", {
  context: { c_team: "5-50", c_role: "founder" },
  signals: today("trigger", "diagnostic", "sizing", "report"),
});
const E1 = leadOf("E1", { context: { c_team: "1", c_role: "founder" }, signals: today("trigger", "report") });
const E4 = leadOf("E4", { context: { c_team: "5-50", c_role: "founder" }, signals: today("sizing", "report") });

describe("The examples of the method, section 14", () => {
  it("E2, a founder with a trigger, numbers and the report by e-mail: 74, grade A", () => {
    const lead = leadScore(E2, NOW);
    expect(lead.need).toBeCloseTo(77.8, 10);
    expect(lead).toMatchObject({ fit: 100, intent: 45, score: 74, grade: "A" });
    expect(lead.parts.caps).toEqual([]);
  });

  it("E2 with a call asked for: intent 90, and 88", () => {
    const lead = leadScore({ ...E2, signals: [...E2.signals, ...today("call-asked")] }, NOW);
    expect(lead).toMatchObject({ intent: 90, score: 88, grade: "A" });
  });

  it("E1, a solo consultant: 53, capped at C for want of fit", () => {
    const lead = leadScore(E1, NOW);
    expect(lead.need).toBeCloseTo(94.6, 10);
    expect(lead).toMatchObject({ fit: 47, intent: 25, score: 53, grade: "C" });
    expect(lead.parts.caps).toEqual(["fit"]);
  });

  it("E4, a functioning boutique: need counts half, 29 and grade D", () => {
    const lead = leadScore(E4, NOW);
    expect(lead.need).toBeCloseTo(18.1, 10);
    expect(lead).toMatchObject({ fit: 68, intent: 20, score: 29, grade: "D" });
  });
});

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

describe("Grades", () => {
  const graded = (need: number, fit: number, intent: number) => gradeOf({ need, fit, intent });

  it.each([
    [70, "A"],
    [69, "B"],
    [50, "B"],
    [49, "C"],
    [30, "C"],
    [29, "D"],
  ])("are read from the whole score: %i is %s", (whole, grade) => {
    expect(graded(whole, whole, whole)).toMatchObject({ score: whole, grade });
  });

  it("are read after rounding: 69.5 is an A", () => {
    expect(graded(69.5, 69.5, 69.5)).toMatchObject({ score: 70, grade: "A" });
  });

  it("are at most C with fit under 50, and at most B with intent under 20", () => {
    expect(graded(100, 50, 100)).toMatchObject({ grade: "A", caps: [] });
    expect(graded(100, 49, 100)).toMatchObject({ grade: "C", caps: ["fit"] });
    expect(graded(100, 100, 20).caps).toEqual([]);
    expect(graded(100, 100, 19)).toMatchObject({ grade: "B", score: 66, caps: [] });
    expect(graded(100, 49, 19)).toMatchObject({ grade: "C", caps: ["fit"] });
  });

  it("are zero and D for whoever is excluded, whatever the parts say", () => {
    expect(leadScore({ ...E2, excluded: true }, NOW)).toMatchObject({ score: 0, grade: "D", fit: 100, intent: 45 });
  });
});

describe("Invariant 14", () => {
  const part = fc.double({ min: 0, max: 100, noNaN: true });
  const order = ["D", "C", "B", "A"];

  it("keeps the score from 0 to 100, non-decreasing in each part, and 0 if any part is 0", () => {
    fc.assert(
      fc.property(part, part, part, part, (need, fit, intent, other) => {
        const lead = gradeOf({ need, fit, intent });
        expect(lead.score).toBeGreaterThanOrEqual(0);
        expect(lead.score).toBeLessThanOrEqual(100);
        for (const name of ["need", "fit", "intent"] as const) {
          const parts = { need, fit, intent };
          const more = gradeOf({ ...parts, [name]: Math.max(parts[name], other) });
          expect(more.score).toBeGreaterThanOrEqual(lead.score);
          expect(order.indexOf(more.grade)).toBeGreaterThanOrEqual(order.indexOf(lead.grade));
          expect(gradeOf({ ...parts, [name]: 0 }).score).toBe(0);
        }
      }),
    );
  });

  it("keeps every part of any submission from 0 to 100, and its explanation in words", () => {
    fc.assert(
      fc.property(anySubmission("diagnostic"), fc.nat({ max: 90 }), (submission, days) => {
        const result = score(bank, "diagnostic", submission);
        const { context = {}, sizing = {} } = submission;
        const lead = leadScore({ ...E2, result, context, sizing }, NOW + days * DAY);
        for (const value of [lead.need, lead.fit, lead.intent, lead.score]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100);
        }
        const { need, fit, intent } = explainLead(lead, words.desk, "en-GB");
        for (const sentence of [need, fit, intent]) expect(sentence).toMatch(/^[A-Z0-9][^{}]*\.$/);
      }),
      { numRuns: 200 },
    );
  });
});

describe("A score in words", () => {
  it("says what fit, need and intent were made of", () => {
    const said = explainLead(leadScore(E2, NOW + 2 * DAY), words.desk, "en-GB");
    expect(said.need).toBe("Overall 27, lowest layer 15.");
    expect(said.fit).toBe(
      "5 to 50 people, new revenue 23.8 times the fee, founder, 12 deals a month, tool without a system.",
    );
    expect(said.intent).toBe(
      "Named what brought them here 2 days ago, finished the Diagnostic 2 days ago, gave numbers 2 days ago, asked for the report 2 days ago.",
    );
    expect(said.fitLines.map(({ points }) => points)).toEqual([30, 25, 20, 15, 10]);
  });

  it("says why a grade is capped, that need is halved, and that nothing was signalled", () => {
    expect(explainLead(leadScore(E1, NOW), words.desk, "en-GB").caps).toEqual(["At most C, because fit is under 50."]);
    expect(explainLead(leadScore(E4, NOW), words.desk, "en-GB").need).toMatch(/functioning\.$/);
    expect(explainLead(leadScore({ ...E4, signals: [] }, NOW), words.desk, "en-GB").intent).toBe("No signal yet.");
  });
});
