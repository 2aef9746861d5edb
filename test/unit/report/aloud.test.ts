import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { mailOf } from "#test/support/media.ts";
import { ROOT } from "#test/support/root.ts";
import { TWENTY } from "#test/support/walk/twenty.ts";

/** Written anew with each run, and read by people: npx vitest run test/unit/report/aloud.test.ts */
const FOLDER = join(ROOT, "test-results/aloud");

it("twenty results of very different kinds are written as text, for reading aloud", () => {
  mkdirSync(FOLDER, { recursive: true });
  const titles = new Set<string>();
  for (const [place, { name, instrument, credits, beside }] of TWENTY.entries()) {
    const { text, report } = mailOf(instrument, credits, beside);
    titles.add(`${report.verdict.title} ${report.dominant.headline}`);
    const file = `${String(place + 1).padStart(2, "0")}-${name.replace(/[^a-z]+/gi, "-").toLowerCase()}.txt`;
    writeFileSync(join(FOLDER, file), `${credits}\n\n${text}`);
  }
  expect(TWENTY).toHaveLength(20);
  expect(titles.size).toBeGreaterThanOrEqual(18);
});
