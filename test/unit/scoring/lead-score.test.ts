import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainLead } from "#src/leads/desk/explain-lead.ts";
import { gradeOf, leadScore } from "#src/scoring/lead-score.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { anySubmission, bank } from "#test/support/factories.ts";
import { E1, E2, E4, NOW, today } from "#test/support/lead-inputs.ts";
import { words } from "#test/support/words.ts";

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
        const { need, fit, intent } = explainLead(lead, words, "en-GB");
        for (const sentence of [need, fit, intent]) expect(sentence).toMatch(/^[A-Z0-9][^{}]*\.$/);
      }),
      { numRuns: 200 },
    );
  });
});

describe("A score in words", () => {
  it("says what fit, need and intent were made of", () => {
    const said = explainLead(leadScore(E2, NOW + 2 * DAY), words, "en-GB");
    expect(said.need).toBe("Overall 27, lowest layer 15.");
    expect(said.fit).toBe(
      "5 to 50 people, new revenue 23.8 times the fee, founder, 12 deals a month, a tool without a system.",
    );
    expect(said.intent).toBe(
      "Named what brought them here 2 days ago, finished the Diagnostic 2 days ago, gave numbers 2 days ago, asked for the report 2 days ago.",
    );
    expect(said.fitLines.map(({ points }) => points)).toEqual([30, 25, 20, 15, 10]);
  });

  it("says why a grade is capped, that need is halved, and that nothing was signalled", () => {
    expect(explainLead(leadScore(E1, NOW), words, "en-GB").caps).toEqual(["At most C, because fit is under 50."]);
    expect(explainLead(leadScore(E4, NOW), words, "en-GB").need).toMatch(/functioning\.$/);
    expect(explainLead(leadScore({ ...E4, signals: [] }, NOW), words, "en-GB").intent).toBe("No signal yet.");
  });
});
