import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { StoredResult, Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { withLaterReadings } from "#src/scoring/stored.ts";
import { first } from "#test/support/factories.ts";
import { ROOT } from "#test/support/root.ts";

interface Case {
  instrument: "snapshot" | "diagnostic";
  submission: Submission;
  result: StoredResult;
}

const FOLDER = join(ROOT, "test/fixtures/upgrade-1.0.0");
const cases: Case[] = JSON.parse(readFileSync(join(FOLDER, "scored.json"), "utf8"));

test("1.0.0 is scored digit for digit as it was before the bank could change, and nothing is taken away", () => {
  for (const { instrument, submission, result } of cases) {
    const now: Record<string, unknown> = JSON.parse(JSON.stringify(score(first, instrument, submission)));
    expect(Object.fromEntries(Object.keys(result).map((key) => [key, now[key]]))).toEqual(result);
  }
  expect(cases).toHaveLength(60);
});

test("a stored result keeps every value that it was stored with, and gains what it was stored without", () => {
  for (const { submission, result } of cases) {
    const changed = { ...result, overall: 1, clarity: "even" as const };
    const read = withLaterReadings(first, changed, submission);
    expect(read).toMatchObject(changed);
    expect(read.checks.fourYes).toHaveLength(4);
    expect(withLaterReadings(first, read, submission)).toBe(read);
  }
});
