import { describe, expect, it } from "vitest";
import { catalogueOf } from "#src/instruments/banks.ts";
import type { Bank, Questions } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { askedBothTimes, compare, type Occasion } from "#src/scoring/compare.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { type Answers, FIRST_EXAMPLES as EXAMPLES, first, second } from "#test/support/factories.ts";
import { E2, E6, START, snapshot } from "#test/support/occasions.ts";

describe("Comparing two occasions under different versions", () => {
  it("between 1.0.0 and 2.0.0 sets only the questions that both ask beside each other", () => {
    const ids = (one: InstrumentId, other: InstrumentId) => {
      const all = (of: Questions) => Object.fromEntries(of.items.map(({ id }) => [id, "a"]));
      const [before, after] = [
        { instrument: one, answers: all(first) },
        { instrument: other, answers: all(second) },
      ];
      return askedBothTimes(first, second, before, after).map(({ id }) => id);
    };
    expect(ids("diagnostic", "diagnostic")).toEqual("V1 V3 V4 V5 P2 P4 P5 F2 F4 F5 L1 L3 L4 R1 R2 R4 R5".split(" "));
    expect(ids("snapshot", "diagnostic")).toEqual("V1 P2 F2 L1 R1 R2".split(" "));
  });

  describe("over a new major version of the bank", () => {
    /** Version 2.0.0: V5 is retired for V6; every other item is an anchor. */
    const next: Bank = {
      ...first,
      bankVersion: "2.0.0",
      items: first.items.map((item) => (item.id === "V5" ? { ...item, id: "V6" } : item)),
      instruments: {
        ...first.instruments,
        diagnostic: {
          ...first.instruments.diagnostic,
          items: first.instruments.diagnostic.items.map((id) => (id === "V5" ? "V6" : id)),
        },
      },
    };
    const both = catalogueOf([first, next]);
    const under = (answers: Answers, day: number): Occasion => {
      const { V5, ...rest } = answers;
      const renamed = { ...rest, V6: V5 ?? "dk" };
      const result = score(next, "diagnostic", { answers: renamed });
      return { instrument: "diagnostic", completedAt: START + day * DAY, answers: renamed, result };
    };

    it("compares no scores and uses no thresholds", () => {
      const found = compare(both, E2, under(EXAMPLES.E6.submission.answers, 90));
      expect(found).toMatchObject({ basis: "anchors", tooUncertain: false, overall: null, layers: null });
    });

    it("lists moved answers on the anchors only, never on a question that one of the two did not have", () => {
      const { moved } = compare(both, E2, under({ ...EXAMPLES.E2.submission.answers, P1: "d" }, 90));
      expect(moved).toEqual([{ item: "P1", from: "a", to: "d", credits: 4 }]);
    });

    it("stays anchors between Snapshot and Diagnostic too", () => {
      const found = compare(both, snapshot("2 2 | 0 2 | 1 1 | 1 2 | 2 1"), under(EXAMPLES.E2.submission.answers, 90));
      expect(found).toMatchObject({ basis: "anchors", overall: null, layers: null, moved: [] });
    });

    it("does not take another minor version for another major one", () => {
      const minor = { ...E6, result: { ...E6.result, bankVersion: "1.3.0" } };
      const [third, tenth] = ["1.3.0", "10.0.0"].map((bankVersion): Bank => ({ ...first, bankVersion }));
      const all = catalogueOf([first, ...[third, tenth].filter((one) => one !== undefined)]);
      expect(compare(all, E2, minor)).toMatchObject({ basis: "scores", overall: { difference: 19, clear: true } });
      const later = { ...E6, result: { ...E6.result, bankVersion: "10.0.0" } };
      expect(compare(all, E2, later).basis).toBe("anchors");
    });
  });
});
