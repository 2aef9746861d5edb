import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBetween } from "#src/instruments/change.ts";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { score } from "#src/scoring/score.ts";
import { anySubmission, banks, creditsOf, second } from "#test/support/factories.ts";
import type { Given } from "#test/support/walk/random-results.ts";
import { read } from "#test/support/walk/situations.ts";
import { walker } from "#test/support/walk/walk.ts";
import { words } from "#test/support/words.ts";

/** Of a Diagnostic: what the words of 2.0.0 say that an answer refutes, or that was not asked. */
const MENDED: readonly (readonly [refuted: string, credits: string, missed?: number])[] = [
  [
    "Forecast and actual are never compared, or there is no forecast. Either way",
    "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 1 1 1 0 1 | 4 4 4 4 4",
    25,
  ],
  ["You go by recorded reasons.", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 3 2 0 4 4 | 4 4 4 4 4"],
  ["send the buyer the reason you recorded", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 3 2 0 4 4 | 4 4 4 4 4"],
  ["You know from recorded reasons", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 3 2 0 4 4 | 4 4 4 4 4"],
  ["You know from recorded reasons", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 2 0 2 2 | 4 4 4 4 4"],
  ["It can only be pieced together afterwards.", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 2 0 2 2 | 4 4 4 4 4"],
  ["What they showed has not reached a rule", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 1 0 2 2 2 | 4 4 4 4 4"],
  ["Other results may have, and these have not.", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 1 0 2 4 2 | 4 4 4 4 4"],
  ["Other results may have, and these have not.", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 1 0 2 2 4 | 4 4 4 4 4"],
  ["depends on your side alone", "4 4 4 4 4 | 4 4 4 4 4 | 0 2 2 3 3 | 4 4 4 4 4 | 4 4 4 4 4"],
  ["Written method, not written", "4 4 1 1 4 | 1 4 1 4 4 | 4 4 4 1 4 | 4 4 1 4 4 | 4 0 1 4 4"],
];

describe("The newest patch of a version", () => {
  const given = (credits: string, missed?: number): Given => ({
    answers: creditsOf(credits, "diagnostic", second),
    context: { c_tool: "crm", c_team: "5-50" },
    sizing: missed === undefined ? {} : { z_miss: missed },
    elapsedSeconds: 300,
  });
  const readings = MENDED.map(
    ([refuted, credits, missed]) => [refuted, read(second, "diagnostic", given(credits, missed))] as const,
  );

  it.each(readings)("says no more “%s” of a result that was scored before it", (refuted, reading) => {
    const before = walker(second, words.report).faultsOf(reading);
    expect(before.filter((fault) => fault.startsWith("is refuted") && fault.includes(refuted))).toHaveLength(1);
    expect(walker(banks.of("2.0.0"), words.report).faultsOf(reading)).toEqual([]);
  });

  it.each([
    ["L4", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 3 4 | 1 0 2 4 2 | 4 4 4 4 4"],
    ["L7", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 3 4 | 1 0 2 2 4 | 4 4 4 4 4"],
    ["F4", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 1 0 2 2 2 | 4 4 4 4 4"],
  ])("names a rule taken from what happened where %s does", (_, credits) => {
    const { faultsOf, said } = walker(banks.of("2.0.0"), words.report);
    expect(faultsOf(read(second, "diagnostic", given(credits)))).toEqual([]);
    expect([...said].filter((mark) => mark.startsWith("finding:L6:"))).toEqual(["finding:L6:a:1"]);
  });

  it.each(banks.all.map((bank) => [bank.bankVersion, bank] as const))("scores as %s does", (version, bank) => {
    const patch = banks.of(version);
    expect(["patch", null]).toContain(changeBetween(bank, patch));
    for (const instrument of INSTRUMENT_IDS)
      fc.assert(
        fc.property(anySubmission(instrument, bank), (submission) => {
          const was = score(bank, instrument, submission);
          expect(score(patch, instrument, submission)).toEqual({ ...was, bankVersion: patch.bankVersion });
        }),
      );
  });
});
