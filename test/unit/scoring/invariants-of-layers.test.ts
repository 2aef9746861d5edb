import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INSTRUMENT_IDS, LAYER_IDS } from "#src/names/instruments.ts";
import { score } from "#src/scoring/score.ts";
import { anyAnswers, bank } from "#test/support/factories.ts";
import { anyImprovement, blindShareOf, lowestOf, RUNS } from "#test/support/invariants.ts";

describe.each(INSTRUMENT_IDS)("Invariants of the method, section 15, for the %s", (instrument) => {
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
});
