import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bank } from "#src/instruments/instrument.ts";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { agreementView } from "#src/progress/seats/agreement-view.ts";
import { defineItems } from "#src/progress/seats/define-items.ts";
import { agreement, type SeatAnswers } from "#src/scoring/agreement.ts";
import { UnknownIdError } from "#src/scoring/reading.ts";
import { anyAnswers, bank, banks, creditsOf, FIRST_EXAMPLES, first, itemsOf, second } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

const items = itemsOf("diagnostic");
const anySeats = fc.array(anyAnswers("diagnostic"), { minLength: 1, maxLength: 8 });
const worst = Object.fromEntries(items.map(({ id, options }) => [id, options[0]?.id ?? ""]));
const best = Object.fromEntries(items.map(({ id, options }) => [id, options.at(-1)?.id ?? ""]));
const found = (seats: readonly SeatAnswers[], item: string) =>
  agreement(bank, seats).items.find((one) => one.item === item);
/** All that does not depend on the order of the seats. */
const apartFromWho = (seats: readonly SeatAnswers[]) => {
  const { items: compared, layers } = agreement(bank, seats);
  return { items: compared.map(({ said, ...rest }) => ({ ...rest, said: said.toSorted() })), layers };
};

describe("agreement by hand, from section 9a", () => {
  // V3 offers credits 0 1 2 3 4, V1 offers 0 1 2 4.
  test("is 1 less a quarter of the distance between the highest and the lowest credit", () => {
    const seats = [{ V3: "b" }, { V3: "d" }, { V3: "c" }];
    expect(found(seats, "V3")).toEqual({ item: "V3", value: 0.5, spread: 2, unknown: 0, said: ["b", "d", "c"] });
    expect(found([{ V1: "c" }, { V1: "d" }], "V1")).toMatchObject({ value: 0.5, spread: 2 });
    expect(found([{ V1: "a" }, { V1: "d" }], "V1")).toMatchObject({ value: 0, spread: 4 });
    expect(found([{ V1: "c" }, { V1: "c" }], "V1")).toMatchObject({ value: 1, spread: 0 });
  });

  test("of fewer than two seats that chose an option there is none", () => {
    expect(found([{ V1: "c" }], "V1")).toMatchObject({ value: null, spread: null, unknown: 0 });
    expect(found([{ V1: "c" }, { V1: "dk" }], "V1")).toMatchObject({ value: null, spread: null, unknown: 1 });
    expect(found([{ V1: "c" }, { V3: "a" }], "V1")).toMatchObject({ value: null, unknown: 0, said: ["c", null] });
    expect(found([{ V3: "a" }, { V3: "a" }], "V1")).toBeUndefined();
    expect(agreement(bank, [])).toEqual({
      items: [],
      layers: Object.fromEntries(LAYER_IDS.map((id) => [id, null])),
    });
  });

  test("who did not know stays outside and is counted apart, unlike who was not asked", () => {
    const seats: SeatAnswers[] = [{ V3: "a" }, { V3: "dk" }, { V3: "e" }, { V3: "dk" }, {}];
    expect(found(seats, "V3")).toEqual({
      ...{ item: "V3", value: 0, spread: 4, unknown: 2 },
      said: ["a", "dk", "e", "dk", null],
    });
  });

  test("a layer has the mean of its items that have a value", () => {
    // V1 differs by 2 (value 0.5), V3 by 1 (0.75), V4 not at all (1); V5 has one seat only.
    const seats: SeatAnswers[] = [
      { V1: "c", V5: "a", V3: "b", V4: "a", P2: "dk" },
      { V1: "d", V3: "c", V4: "a", P2: "a" },
    ];
    const { layers } = agreement(bank, seats);
    expect(layers).toEqual({ visibility: 0.75, integrity: null, flow: null, learning: null, resilience: null });
  });

  test("the largest spread comes first, then the layer upstream, then bank order; without a value is last", () => {
    const one = { V1: "a", V3: "a", P1: "a", P3: "a", L3: "a", R3: "a", R5: "dk" };
    const other = { V1: "b", V3: "c", P1: "d", P3: "c", L3: "c", R3: "e", R5: "a" };
    // Spreads: V1 1, V3 2, P1 4, P3 2, L3 2, R3 4, R5 none.
    expect(agreement(first, [one, other]).items.map(({ item }) => item)).toEqual([
      ...["P1", "R3", "V3", "P3", "L3", "V1", "R5"],
    ]);
  });

  test("worked examples E2 and E3 beside each other, layer by layer", () => {
    // Differences: 0 1 2 2 1 | 4 0 3 2 1 | 1 0 0 2 1 | 2 0 1 1 1 | 0 3 2 0 1, each layer 1 - sum / 20.
    const { layers, items: compared } = agreement(first, [
      FIRST_EXAMPLES.E2.submission.answers,
      FIRST_EXAMPLES.E3.submission.answers,
    ]);
    expect(layers).toEqual({ visibility: 0.7, integrity: 0.5, flow: 0.8, learning: 0.75, resilience: 0.7 });
    expect(compared.slice(0, 4).map(({ item, spread }) => [item, spread])).toEqual([
      ["P1", 4],
      ["P3", 3],
      ["R2", 3],
      ["V3", 2],
    ]);
  });

  test("an unknown option is an error, an item that the bank has retired is left out", () => {
    expect(() => agreement(bank, [{ V1: "z" }])).toThrow(UnknownIdError);
    expect(agreement(bank, [{ Z9: "a" }, { Z9: "b" }]).items).toEqual([]);
  });
});

describe("agreement, whatever the seats say", () => {
  test("lies between 0 and 1, and so does every layer", () => {
    fc.assert(
      fc.property(anySeats, (seats) => {
        const { items: compared, layers } = agreement(bank, seats);
        const values = [...compared.map(({ value }) => value), ...Object.values(layers)];
        for (const value of values) if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
        for (const { value, spread } of compared) expect(value === null).toBe(spread === null);
      }),
    );
  });

  test("is the same in any order of the seats, but for who said what", () => {
    const shuffled = anySeats.chain((seats) =>
      fc.tuple(fc.constant(seats), fc.shuffledSubarray(seats, { minLength: seats.length })),
    );
    fc.assert(
      fc.property(shuffled, ([seats, others]) => {
        expect(apartFromWho(others)).toEqual(apartFromWho(seats));
      }),
    );
  });

  test("is 1 everywhere for identical answers, and 0 where the ends of the scale meet", () => {
    fc.assert(
      fc.property(anyAnswers("diagnostic"), fc.integer({ min: 2, max: 8 }), (answers, count) => {
        const { items: compared } = agreement(bank, Array(count).fill(answers));
        for (const { item, value } of compared) expect(value).toBe(answers[item] === "dk" ? null : 1);
      }),
    );
    fc.assert(
      fc.property(anySeats, (seats) => {
        for (const { item, value } of agreement(bank, [worst, ...seats, best]).items) {
          // P2 is the one item whose lowest option has a credit.
          expect(value).toBe(item === "P2" ? 0.25 : 0);
        }
      }),
    );
  });

  test("does not change when somebody did not know, or was not asked", () => {
    const unknowing = Object.fromEntries(items.map(({ id }) => [id, "dk"]));
    fc.assert(
      fc.property(anySeats, (seats) => {
        const values = (all: readonly SeatAnswers[]) =>
          Object.fromEntries(agreement(bank, all).items.map(({ item, value }) => [item, value]));
        expect(values([...seats, unknowing])).toMatchObject(values(seats));
        expect(values([...seats, {}])).toEqual(values(seats));
        expect(agreement(bank, [...seats, unknowing, {}]).layers).toEqual(agreement(bank, seats).layers);
      }),
    );
  });

  test("of an item never rises with one more seat", () => {
    fc.assert(
      fc.property(anySeats, anyAnswers("diagnostic"), (seats, more) => {
        const after = new Map(agreement(bank, [...seats, more]).items.map(({ item, value }) => [item, value]));
        for (const { item, value } of agreement(bank, seats).items)
          if (value !== null) expect(after.get(item)).toBeLessThanOrEqual(value);
      }),
    );
  });

  test("of a layer is the mean of its items, and the order is that of the spread", () => {
    fc.assert(
      fc.property(anySeats, (seats) => {
        const { items: compared, layers } = agreement(bank, seats);
        for (const layer of LAYER_IDS) {
          const ids = new Set(items.filter((item) => item.layer === layer).map(({ id }) => id));
          const values = compared.flatMap(({ item, value }) => (ids.has(item) && value !== null ? [value] : []));
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
          if (values.length === 0) expect(layers[layer]).toBeNull();
          else expect(layers[layer]).toBeCloseTo(mean, 12);
        }
        const spreads = compared.map(({ spread }) => spread ?? -1);
        expect(spreads).toEqual(spreads.toSorted((one, other) => other - one));
      }),
    );
  });
});

describe("the items that a short seat answers", () => {
  test("are the eight of the bank that ask for a definition, in bank order and every layer among them", () => {
    for (const version of [...banks.all, second]) expect(defineItems(version as Bank)).toHaveLength(8);
    const asked = defineItems(bank);
    expect(asked.map(({ facet }) => facet)).toEqual(Array(8).fill("define"));
    expect(new Set(asked.map(({ layer }) => layer)).size).toBe(LAYER_IDS.length);
    const other = structuredClone(bank);
    for (const item of other.items) if (item.id === "V3") item.facet = "enforce";
    expect(defineItems(other).map(({ id }) => id)).toEqual(asked.map(({ id }) => id).filter((id) => id !== "V3"));
  });

  test("fit into about two minutes, by section 11: words at reading speed and two seconds a tap", () => {
    const words = defineItems(bank)
      .flatMap(({ prompt, options, dontKnow }) => [prompt, ...options.map(({ label }) => label), dontKnow.label])
      .flatMap((text) => text.split(/\s+/)).length;
    const seconds = (wordsAMinute: number) => (60 * words) / wordsAMinute + 2 * 8;
    expect(seconds(238)).toBeLessThan(90);
    expect(seconds(175)).toBeLessThan(120);
  });
});

describe("agreement in words", () => {
  const view = (seats: SeatAnswers[], own = 1) =>
    agreementView(
      { bank, words },
      { ...agreement(bank, seats), seats: seats.map((_, place) => place + 1) },
      { own, waiting: 0 },
    );
  const E2 = creditsOf("2 2 1 1 2 | 0 2 1 0 0 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2", "diagnostic");

  test("every question of a version has a conversation of its own, so that seats may answer any, and no other has", () => {
    const asked = new Set([...banks.all, second].flatMap((version) => version.items.map(({ id }) => id)));
    expect(Object.keys(words.seats.conversations).toSorted()).toEqual([...asked].toSorted());
    expect(new Set(Object.values(words.seats.conversations)).size).toBe(asked.size);
  });

  test("says who is who from the seat of the reader", () => {
    const seats = [{ V3: "a" }, { V3: "b" }, { V3: "dk" }];
    const takers = (own: number) => view(seats, own).differing[0];
    expect(takers(1)?.options.map(({ who }) => who)).toEqual([["You"], ["Seat 2"], [], [], []]);
    expect(takers(3)?.options.map(({ who }) => who)).toEqual([["Seat 1"], ["Seat 2"], [], [], []]);
    expect(takers(1)?.unknown).toBe("1 did not know: Seat 3");
    expect(takers(3)?.unknown).toBe("1 did not know: You");
    expect(view(seats, 3).rows[0]?.said).toEqual(["Usually blank", "In anyone’s own words", "did not know"]);
  });

  test("calls a difference on a definition a finding, and on nothing else", () => {
    const { differing, definitions } = view([worst, best]);
    expect(definitions).toBe(words.seats.agreement.definition);
    expect(view([{ V1: "a" }, { V1: "d" }]).definitions).toBeNull();
    const findings = differing.filter(({ definition }) => definition).map(({ id }) => id);
    expect(findings.toSorted()).toEqual(
      defineItems(bank)
        .map(({ id }) => id)
        .toSorted(),
    );
    for (const { conversation, id } of differing) expect(conversation).toBe(words.seats.conversations[id]);
  });

  test("tells apart what differs, what agrees and what only one could answer", () => {
    const { differing, agreeing, alone, layers, lede } = view([
      { ...E2, V1: "dk" },
      { V1: "a", V3: "b", V4: "e" },
    ]);
    expect(differing.map(({ id, spread }) => [id, spread])).toEqual([["V4", "3 of 4 credits apart"]]);
    expect(agreeing.map(({ id }) => id)).toEqual(["V3"]);
    expect(alone.map(({ id, unknown }) => [id, unknown])).toEqual([["V1", "1 did not know: You"]]);
    // 1 - 3/8 = 0.625, shown as 63.
    expect(layers[0]?.says).toBe("Some distance: 63 of 100");
    expect(layers[1]?.says).toBe(words.seats.agreement.layerNone);
    expect(lede).toMatch(/^2 seats are compared on 3 questions\./);
  });

  test("speaks of one question as of one", () => {
    expect(view([{ V3: "a" }, { V3: "b" }]).lede).toMatch(/^2 seats are compared on one question\. A difference/);
  });

  test("has words for every number from 100 down to 0", () => {
    const from = words.seats.agreement.layerWords.map((one) => one.from);
    expect(from).toEqual(from.toSorted((one, other) => other - one));
    expect([from[0], from.at(-1)]).toEqual([100, 0]);
  });
});
