import { expect, test } from "vitest";
import { explainLead } from "#src/leads/desk/explain-lead.ts";
import { assessmentData } from "#src/messages/completed-webhook.ts";
import { verdictName } from "#src/report/parts/verdict.ts";
import { leadScore } from "#src/scoring/lead-score.ts";
import type { StoredResult } from "#src/scoring/result.ts";
import { E2, NOW } from "#test/support/lead-inputs.ts";
import { under2 } from "#test/support/scored.ts";
import { words } from "#test/support/words.ts";

/** Under 2.0.0 the one answer that is missing decides whether this is a working system (method 2.0.0, section 6). */
const OPEN = under2("snapshot", "4 4 | x 4 | 4 4 | 4 4 | 4 2", { context: { c_tool: "crm" } });
const SETTLED = under2("snapshot", "4 4 | 4 4 | 4 4 | 4 4 | 4 2", { context: { c_tool: "crm" } });
const { verdictSettled: _, verdictAtBest: __, ...BEFORE_2 } = SETTLED;

test("a webhook says of a verdict that unknown answers could change that it is not settled, and what it could be", () => {
  const told = (result: StoredResult) => assessmentData({ completedAt: NOW, result });
  expect(told(OPEN)).toMatchObject({ verdict: "SCENARIO_A", verdict_settled: false, verdict_at_best: "FUNCTIONING" });
  expect(told(SETTLED)).toMatchObject({
    ...{ verdict: "FUNCTIONING", verdict_settled: true, verdict_at_best: "FUNCTIONING" },
  });
  expect(told(BEFORE_2)).toMatchObject({ verdict: "FUNCTIONING", verdict_settled: null, verdict_at_best: null });
});

test("Slack and the list of readings name it so, as words that a sentence can end with", () => {
  expect(verdictName(words.report, OPEN)).toBe("not settled: practice ahead of its rules, or a working system");
  expect(verdictName(words.report, SETTLED)).toBe("a working system");
});

test("of a result of which nothing is known no scenario is named, in Slack or on the desk (method 2.0.0, section 6)", () => {
  const unseen = under2("snapshot", "x x | x x | x x | x x | x x", { context: { c_tool: "crm" } });
  expect(verdictName(words.report, unseen)).toBe("nothing could be seen yet");
  const { fit } = explainLead(leadScore({ ...E2, result: unseen }, NOW), words, "en-GB");
  expect(fit).toMatch(/, nothing could be seen yet\.$/);
  const worst = under2("snapshot", "0 0 | 0 x | 0 0 | 0 0 | 0 0", { context: { c_tool: "crm" } });
  expect(verdictName(words.report, worst)).toBe("a tool without a system");
});

test("the desk names a verdict beside the lead's score as the founder's report names it", () => {
  const fitOf = (result: StoredResult) => explainLead(leadScore({ ...E2, result }, NOW), words, "en-GB").fit;
  expect(fitOf(OPEN)).toMatch(/, verdict not settled: practice ahead of its rules, or a working system\.$/);
  expect(fitOf(SETTLED)).toMatch(/, a working system\.$/);
  expect(fitOf(BEFORE_2)).toMatch(/, a working system\.$/);
});
