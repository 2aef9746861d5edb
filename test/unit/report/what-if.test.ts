import { expect, test } from "vitest";
import { whatIfPart } from "#src/report/what-if.ts";
import type { Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { bank, banks, creditsOf, EXAMPLES } from "#test/support/factories.ts";
import { site, words } from "#test/support/words.ts";

const credits = (written: string) => ({ answers: creditsOf(written, "diagnostic"), context: { c_tool: "crm" } });
function partOf({ answers, context = {} }: Pick<Submission, "answers" | "context">) {
  const result = score(bank, "diagnostic", { answers, context });
  const assessment = {
    ...{ instrument: "diagnostic" as const, completedAt: 0, scored: answers, context, revision: 1, sizing: {} },
    ...{ currency: "GBP", bankVersion: bank.bankVersion, elapsedSeconds: null, carried: [], result },
  };
  return whatIfPart({ banks, words, site, assessment });
}

test("E2 of the method: stage rules at full marks lift Integrity to 35 and the score to 34, and Flow comes first", () => {
  // 40, 35, 30, 35, 40: (14 x 36 + 6 x 30) / 20 = 34.2. Nothing that Flow depends on stands below 25.
  const [first] = partOf(EXAMPLES.E2.submission)?.list ?? [];
  expect(first).toMatchObject({
    item: "P6",
    prompt: "What lets a deal move up a stage?",
    today: "Seller’s judgement",
    atFull: "Written buyer proof, every stage",
    from: 15,
    to: 35,
    sentences: [
      "Pipeline Integrity would rise from 15 to 35.",
      "The score would go from 27 to 34.",
      "The order of work would begin with Velocity and Flow.",
    ],
  });
});

test("an answer that moves no layer past another leaves the order where it is", () => {
  // Integrity 0 2 1 0 0 with one 2 at 4 is 25: still the lowest.
  const part = partOf(credits("4 4 4 4 4 | 0 2 0 0 0 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4"));
  for (const { sentences } of part?.list ?? [])
    expect(sentences[2]).toBe("The order of work would still begin with Pipeline Integrity.");
  expect(part?.list).toHaveLength(3);
});

test("where the last layer would hold, no order is left", () => {
  // 4 4 2 2 2 is 70; with one answer at 4 it is 80.
  const part = partOf(credits("4 4 4 4 4 | 4 4 2 2 2 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4"));
  expect(part?.list[0]?.sentences).toEqual([
    "Pipeline Integrity would rise from 70 to 80.",
    "The score would go from 87 to 91.",
    "No layer would stand below 75.",
  ]);
});

test("nothing is said where no known answer is behind a fix, nor where every answer is at full marks", () => {
  expect(partOf(credits("x x x x x | x x x x x | x x x x x | x x x x x | x x x x x"))).toBeNull();
  expect(partOf(credits("4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4"))).toBeNull();
});
