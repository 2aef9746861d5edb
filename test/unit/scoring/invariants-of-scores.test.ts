import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DONT_KNOW, INSTRUMENT_IDS, LAYER_IDS } from "#src/names/instruments.ts";
import { CONFIDENCES, VERDICTS, type Verdict } from "#src/names/scoring.ts";
import type { Result } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import {
  anyAnswers,
  anySizing,
  anySubmission,
  anyTool,
  bank,
  claritiesOf,
  creditsOf,
  itemsOf,
} from "#test/support/factories.ts";
import { anyImprovement, blindShareOf, ITEMS_PER_LAYER, lowestOf, RUNS, valuesOf } from "#test/support/invariants.ts";

const RANK: Record<Verdict, number> = {
  NO_SYSTEM: 0,
  SCENARIO_A: 0,
  PROCESS_NO_TOOL: 1,
  SCENARIO_B: 1,
  PARTIAL: 2,
  FUNCTIONING: 3,
};
const meanOf = (result: Result) => valuesOf(result.exact).reduce((sum, own) => sum + own, 0) / LAYER_IDS.length;
function bestOf(id: string): string {
  return bank.items.find((item) => item.id === id)?.options.at(-1)?.id ?? "";
}
/** O before it is rounded for display. */
function unroundedOverall(result: Result): number {
  const each = ITEMS_PER_LAYER[result.instrument];
  const credits = LAYER_IDS.map((layer) => (result.exact[layer] * each) / 25);
  return (14 * credits.reduce((sum, own) => sum + own, 0) + 30 * Math.min(...credits)) / (4 * each);
}
/** The same entries in another order. */
function reordered<T>(record: Readonly<Record<string, T>>): fc.Arbitrary<Record<string, T>> {
  const keys = Object.keys(record);
  return fc
    .shuffledSubarray(keys, { minLength: keys.length })
    .map((order) => Object.fromEntries(order.map((key) => [key, record[key] as T])));
}

describe.each(INSTRUMENT_IDS)("Invariants of the method, section 15, for the %s", (instrument) => {
  it("are tried on submissions that reach every verdict, clarity, confidence and kind of first fix", () => {
    const results = fc
      .sample(anySubmission(instrument), { numRuns: 3000, seed: 1 })
      .map((submission) => score(bank, instrument, submission));

    expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(VERDICTS));
    expect(new Set(results.map(({ clarity }) => clarity))).toEqual(new Set(claritiesOf(bank)));
    const confidences = instrument === "snapshot" ? ["low", "medium"] : CONFIDENCES;
    expect(new Set(results.map(({ confidence }) => confidence))).toEqual(new Set(confidences));
    const kinds = results.flatMap(({ fixes }) => fixes.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(["gap", "unknown", "partial"]));
  });

  it("1. keeps 0 <= S <= U <= 100, the overall between lowest and mean, and every displayed score in its range", () => {
    fc.assert(
      fc.property(anySubmission(instrument), (submission) => {
        const result = score(bank, instrument, submission);
        const known = Object.fromEntries(result.unknowns.map((id) => [id, bestOf(id)]));
        const upper = score(bank, instrument, { ...submission, answers: { ...submission.answers, ...known } });

        for (const layer of LAYER_IDS) {
          expect(result.exact[layer]).toBeGreaterThanOrEqual(0);
          expect(upper.exact[layer]).toBeGreaterThanOrEqual(result.exact[layer]);
          expect(upper.exact[layer]).toBeLessThanOrEqual(100);
          expect(result.range[layer][0]).toBeLessThanOrEqual(result.layers[layer]);
          expect(result.range[layer][1]).toBeGreaterThanOrEqual(result.layers[layer]);
        }
        const overall = unroundedOverall(result);
        expect(overall).toBeGreaterThanOrEqual(lowestOf(result) - 1e-9);
        expect(overall).toBeLessThanOrEqual(meanOf(result) + 1e-9);
        expect(result.overall).toBe(Math.floor(overall + 0.5));
        expect(result.range.overall[0]).toBeLessThanOrEqual(result.overall);
        expect(result.range.overall[1]).toBeGreaterThanOrEqual(result.overall);
      }),
      RUNS,
    );
  });

  it.each(["option", "dk", "missing"] as const)("2. never gets worse when a higher option replaces: %s", (from) => {
    fc.assert(
      fc.property(anyImprovement(instrument, from), anyTool, anySizing, ({ rises, ...improvement }, tool, sizing) => {
        const before = score(bank, instrument, { ...improvement.before, context: { c_tool: tool }, sizing });
        const after = score(bank, instrument, { ...improvement.after, context: { c_tool: tool }, sizing });

        for (const layer of LAYER_IDS) {
          expect(after.exact[layer]).toBeGreaterThanOrEqual(before.exact[layer]);
          expect(after.layers[layer]).toBeGreaterThanOrEqual(before.layers[layer]);
        }
        expect(after.overall).toBeGreaterThanOrEqual(before.overall);
        if (rises) expect(unroundedOverall(after)).toBeGreaterThan(unroundedOverall(before));
        else expect(unroundedOverall(after)).toBe(unroundedOverall(before));
        expect(RANK[after.verdict]).toBeGreaterThanOrEqual(RANK[before.verdict]);
        expect(blindShareOf(after)).toBeLessThanOrEqual(blindShareOf(before));
        for (const end of [0, 1] as const) {
          expect(after.recoverablePercent[end]).toBeLessThanOrEqual(before.recoverablePercent[end]);
          const moneyBefore = before.money?.recoverable?.[end];
          const moneyAfter = after.money?.recoverable?.[end];
          expect(moneyAfter === undefined).toBe(moneyBefore === undefined);
          expect(moneyAfter ?? 0).toBeLessThanOrEqual(moneyBefore ?? 0);
        }
      }),
      RUNS,
    );
  });

  it("3. treats a missing answer exactly like dk, apart from calling the result provisional", () => {
    fc.assert(
      fc.property(anySubmission(instrument), (submission) => {
        const ids = itemsOf(instrument).map(({ id }) => id);
        const spoken = Object.fromEntries(ids.map((id) => [id, submission.answers[id] ?? DONT_KNOW]));
        const silent = Object.fromEntries(Object.entries(spoken).filter(([, answer]) => answer !== DONT_KNOW));
        const { provisional: notYet, ...withDk } = score(bank, instrument, { ...submission, answers: spoken });
        const { provisional, ...withMissing } = score(bank, instrument, { ...submission, answers: silent });

        expect(withMissing).toEqual(withDk);
        expect(notYet).toBe(false);
        expect(provisional).toBe(Object.keys(silent).length < ids.length);
      }),
      RUNS,
    );
  });

  it("4. gives the same bytes whatever the order of answers and keys", () => {
    const pairs = anySubmission(instrument).chain((submission) =>
      fc.tuple(
        fc.constant(submission),
        reordered(submission.answers),
        reordered(submission.context ?? {}),
        reordered(submission.sizing ?? {}),
      ),
    );
    fc.assert(
      fc.property(pairs, ([submission, answers, context, sizing]) => {
        const { elapsedSeconds, carriedOver } = submission;
        const shuffled = { carriedOver, elapsedSeconds, sizing, context, answers };

        expect(JSON.stringify(score(bank, instrument, shuffled))).toBe(
          JSON.stringify(score(bank, instrument, submission)),
        );
      }),
      RUNS,
    );
  });

  it("4. gives the same overall when two layers trade their answers", () => {
    const common =
      instrument === "snapshot"
        ? [
            [0, 1, 4],
            [1, 2, 4],
          ]
        : [
            [0, 1, 4],
            [1, 2, 4],
            [0, 1, 2, 4],
            [0, 4],
            [3, 4],
          ];
    const layer = fc.tuple(...common.map((credits) => fc.constantFrom(...credits))).map((credits) => credits.join(" "));
    const layers = fc.array(layer, { minLength: LAYER_IDS.length, maxLength: LAYER_IDS.length });
    const pairs = layers.chain((own) =>
      fc.tuple(fc.constant(own), fc.shuffledSubarray(own, { minLength: own.length })),
    );
    fc.assert(
      fc.property(pairs, ([own, traded]) => {
        const overall = (credits: string[]) =>
          unroundedOverall(score(bank, instrument, { answers: creditsOf(credits.join(" | "), instrument) }));

        expect(overall(traded)).toBe(overall(own));
      }),
      RUNS,
    );
  });

  it.each(["none", "sheet", "crm"])(
    "5. calls the best option everywhere 100, without a gap, functioning on the tool %s",
    (tool) => {
      const answers = Object.fromEntries(itemsOf(instrument).map(({ id }) => [id, bestOf(id)]));
      const sizing = { z_opps: 12, z_acv: 15_000, z_win: 22 };

      const result = score(bank, instrument, { answers, context: { c_tool: tool }, sizing });

      expect(result.overall).toBe(100);
      expect(result.dominant).toBeNull();
      expect(result.recoverablePercent).toEqual([0, 0]);
      expect(result.money?.recoverable).toEqual([0, 0]);
      expect(valuesOf(result.share)).toEqual([0, 0, 0, 0, 0]);
      expect(result.verdict).toBe("FUNCTIONING");
    },
  );

  it("5. and 11. call dk everywhere 0, with visibility as the blind spot", () => {
    const answers = Object.fromEntries(itemsOf(instrument).map(({ id }) => [id, DONT_KNOW]));

    const result = score(bank, instrument, { answers });

    expect(result.overall).toBe(0);
    expect(result.clarity).toBe("blind-spot");
    expect(result.dominant).toBe("visibility");
  });

  it("9. shares the gap in whole percents that total 100, or are all 0", () => {
    fc.assert(
      fc.property(anyAnswers(instrument), (answers) => {
        const result = score(bank, instrument, { answers });
        const shares = valuesOf(result.share);

        for (const share of shares) {
          expect(Number.isInteger(share)).toBe(true);
          expect(share).toBeGreaterThanOrEqual(0);
        }
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(lowestOf(result) === 100 ? 0 : 100);
      }),
      RUNS,
    );
  });

  it("11. never lets the tool, the context or sizing change a score, the band, the dominant layer or the order", () => {
    fc.assert(
      fc.property(anySubmission(instrument), ({ answers, context, sizing }) => {
        const told = score(bank, instrument, { answers, context, sizing });
        const bare = score(bank, instrument, { answers });

        expect(told.exact).toEqual(bare.exact);
        expect(told.layers).toEqual(bare.layers);
        expect(told.overall).toBe(bare.overall);
        expect(told.band).toBe(bare.band);
        expect(told.dominant).toBe(bare.dominant);
        expect(told.sequence).toEqual(bare.sequence);
      }),
      RUNS,
    );
  });
});
