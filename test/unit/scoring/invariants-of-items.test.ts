import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lintQuestions } from "#src/instruments/lint.ts";
import { INSTRUMENT_IDS, LAYER_IDS } from "#src/names/instruments.ts";
import { score } from "#src/scoring/score.ts";
import { anySubmission, bank, itemsOf } from "#test/support/factories.ts";
import { ITEMS_PER_LAYER, RUNS } from "#test/support/invariants.ts";

describe.each(INSTRUMENT_IDS)("Invariants of the method, section 15, for the %s", (instrument) => {
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
