import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lintQuestions } from "#src/instruments/lint.ts";
import { DONT_KNOW, INSTRUMENT_IDS, type InstrumentId, LAYER_IDS } from "#src/names/instruments.ts";
import { CONFIDENCES, VERDICTS, type Verdict } from "#src/names/scoring.ts";
import type { PerLayer, Result, Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import {
  type Answers,
  anyAnswers,
  anySizing,
  anySubmission,
  anyTool,
  bank,
  claritiesOf,
  creditsOf,
  itemsOf,
} from "#test/support/factories.ts";

const RUNS = { numRuns: 600 };
const ITEMS_PER_LAYER = { snapshot: 2, diagnostic: 5 };

const RANK: Record<Verdict, number> = {
  NO_SYSTEM: 0,
  SCENARIO_A: 0,
  PROCESS_NO_TOOL: 1,
  SCENARIO_B: 1,
  PARTIAL: 2,
  FUNCTIONING: 3,
};

const valuesOf = (layers: PerLayer<number>) => LAYER_IDS.map((layer) => layers[layer]);
const lowestOf = (result: Result) => Math.min(...valuesOf(result.exact));
const meanOf = (result: Result) => valuesOf(result.exact).reduce((sum, own) => sum + own, 0) / LAYER_IDS.length;
const blindShareOf = (result: Result) => result.unknowns.length / itemsOf(result.instrument).length;

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

function withAnswer(answers: Answers, item: string, answer: string | undefined): Answers {
  const { [item]: _replaced, ...others } = answers;
  return answer === undefined ? others : { ...others, [item]: answer };
}

type Improvement = { item: string; layer: string; rises: boolean; before: Submission; after: Submission };

/** One submission twice, where one answer has become a higher option and nothing else has changed. */
function anyImprovement(instrument: InstrumentId, from: "option" | "dk" | "missing"): fc.Arbitrary<Improvement> {
  const steps = itemsOf(instrument).flatMap(({ id, layer, options }) =>
    options.flatMap((to, place) => {
      if (from !== "option")
        return [{ id, layer, lower: from === "dk" ? DONT_KNOW : undefined, higher: to.id, rises: to.credit > 0 }];
      return options.slice(0, place).map((own) => ({ id, layer, lower: own.id, higher: to.id, rises: true }));
    }),
  );
  return fc
    .tuple(anySubmission(instrument), fc.constantFrom(...steps))
    .map(([submission, { id, layer, lower, higher, rises }]) => ({
      item: id,
      layer,
      rises,
      before: { ...submission, answers: withAnswer(submission.answers, id, lower) },
      after: { ...submission, answers: withAnswer(submission.answers, id, higher) },
    }));
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

  it("6. names no dominant layer only when all hold, and otherwise one within the tie window of the lowest", () => {
    fc.assert(
      fc.property(anyAnswers(instrument), (answers) => {
        const result = score(bank, instrument, { answers });

        expect(result.dominant === null).toBe(lowestOf(result) >= 75);
        if (result.dominant === null) return;
        expect(result.exact[result.dominant]).toBeLessThan(75);
        if (result.clarity !== "blind-spot")
          expect(result.exact[result.dominant]).toBeLessThanOrEqual(lowestOf(result) + 5);
      }),
      RUNS,
    );
  });

  it.each(["option", "dk", "missing"] as const)(
    "7. with b below .30 never makes a layer dominant by improving an answer in it: %s",
    (from) => {
      fc.assert(
        fc.property(anyImprovement(instrument, from), ({ layer, before, after }) => {
          const first = score(bank, instrument, before);
          fc.pre(blindShareOf(first) < 0.3 && first.dominant !== layer);

          expect(score(bank, instrument, after).dominant).not.toBe(layer);
        }),
        RUNS,
      );
    },
  );

  it("8. puts exactly the layers below 75 in the order of work, once each, visibility first in a blind spot", () => {
    fc.assert(
      fc.property(anyAnswers(instrument), (answers) => {
        const result = score(bank, instrument, { answers });

        const below = LAYER_IDS.filter((layer) => result.exact[layer] < 75);
        expect([...result.sequence].sort()).toEqual([...below].sort());
        if (result.clarity === "blind-spot") expect(result.sequence[0]).toBe("visibility");
      }),
      RUNS,
    );
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

  it("12. asks the same number of items in every layer", () => {
    const perLayer = LAYER_IDS.map((layer) => itemsOf(instrument).filter((item) => item.layer === layer).length);

    expect(perLayer).toEqual(LAYER_IDS.map(() => ITEMS_PER_LAYER[instrument]));
  });
});

describe("Invariants of the method, section 15, across the two instruments", () => {
  it("10. share ten items, each defined once, that both instruments ask", () => {
    const shared = itemsOf("snapshot").map(({ id }) => id);
    const asked = itemsOf("diagnostic").map(({ id }) => id);

    expect(shared).toHaveLength(10);
    expect(shared.filter((id) => !asked.includes(id))).toEqual([]);
    expect(new Set(bank.items.map(({ id }) => id)).size).toBe(bank.items.length);
  });

  it("10. score a Snapshot from Diagnostic answers like a Snapshot on the ten shared items", () => {
    fc.assert(
      fc.property(anySubmission("diagnostic"), (submission) => {
        const ten = itemsOf("snapshot").flatMap(({ id }) => {
          const answer = submission.answers[id];
          return answer === undefined ? [] : [[id, answer]];
        });
        const fromAll = score(bank, "snapshot", submission);
        const fromTen = score(bank, "snapshot", { ...submission, answers: Object.fromEntries(ten) });
        const whole = score(bank, "diagnostic", submission);

        expect(fromAll).toEqual(fromTen);
        for (const layer of LAYER_IDS) {
          expect(whole.exact[layer]).toBeGreaterThanOrEqual(0.4 * fromTen.exact[layer] - 1e-9);
          expect(whole.exact[layer]).toBeLessThanOrEqual(0.4 * fromTen.exact[layer] + 60 + 1e-9);
        }
      }),
      RUNS,
    );
  });
});

describe("Invariant 12 of the method, section 15", () => {
  it("credits rise strictly in every item of the bank and end at 4", () => {
    expect(lintQuestions(bank)).toEqual([]);
    for (const { options } of bank.items) {
      const credits = options.map(({ credit }) => credit);
      expect(credits).toEqual([...new Set(credits)].sort((a, b) => a - b));
      expect(credits.at(-1)).toBe(4);
    }
  });

  it("the lint catches any two options of any item that trade places", () => {
    const swaps = fc
      .constantFrom(...bank.items)
      .chain((item) =>
        fc.tuple(fc.constant(item.id), fc.shuffledSubarray(item.options, { minLength: item.options.length })),
      );
    fc.assert(
      fc.property(swaps, ([id, options]) => {
        const changed = { ...bank, items: bank.items.map((item) => (item.id === id ? { ...item, options } : item)) };
        const kept = options.every(
          (option, place) => option === bank.items.find((item) => item.id === id)?.options[place],
        );

        expect(lintQuestions(changed).some((fault) => fault.includes(id))).toBe(!kept);
      }),
      RUNS,
    );
  });
});
