import { describe, expect, it } from "vitest";
import type { InstrumentId } from "#src/names/instruments.ts";
import { compare, type Occasion } from "#src/scoring/compare.ts";
import { DAY } from "#src/time.ts";
import { FIRST_EXAMPLES as EXAMPLES, first } from "#test/support/factories.ts";
import { banks, diagnostic, E2, E6, occasion, START, snapshot } from "#test/support/occasions.ts";

const HALF = "2 2 2 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2";
/** An occasion whose displayed scores are as given; nothing else of it matters to a threshold. */
function displayed(instrument: InstrumentId, overall: number, visibility = 50): Occasion {
  const base = instrument === "diagnostic" ? diagnostic(HALF) : snapshot("2 2 | 2 2 | 2 2 | 3 1 | 2 2");
  const layers = { ...base.result.layers, visibility };
  return { ...base, result: { ...base.result, confidence: "medium", overall, layers } };
}

describe("Comparing two occasions, section 9 of the method", () => {
  it("E2 to E6: the overall change of 19 is clear, visibility and integrity are, flow is not", () => {
    const { basis, tooUncertain, overall, layers } = compare(banks, E2, E6);
    expect(basis).toBe("scores");
    expect(tooUncertain).toBe(false);
    expect(overall).toEqual({ before: 27, after: 46, difference: 19, held: 19, reached: true, clear: true });
    expect(layers).toEqual({
      visibility: { before: 40, after: 65, difference: 25, held: 25, reached: true, clear: true },
      integrity: { before: 15, after: 60, difference: 45, held: 45, reached: true, clear: true },
      flow: { before: 30, after: 45, difference: 15, held: 15, reached: false, clear: false },
      learning: { before: 35, after: 35, difference: 0, held: 0, reached: false, clear: false },
      resilience: { before: 40, after: 45, difference: 5, held: 5, reached: false, clear: false },
    });
  });

  it("E2 to E6: eleven answers went up and none went down", () => {
    const { moved } = compare(banks, E2, E6);
    expect(moved.filter(({ credits }) => Number(credits) > 0)).toHaveLength(11);
    expect(moved.filter(({ credits }) => Number(credits) < 0)).toHaveLength(0);
    expect(moved).toHaveLength(11);
    expect(moved).toContainEqual({ item: "P1", from: "a", to: "d", credits: 4 });
  });

  it("lists moved answers in bank order, as facts with what they were and are", () => {
    const { moved } = compare(banks, E2, E6);
    const order = first.items.map(({ id }) => id);
    expect(moved.map(({ item }) => item)).toEqual(order.filter((id) => moved.some(({ item }) => item === id)));
    for (const { item, from, to } of moved) {
      expect(from).toBe(E2.answers[item]);
      expect(to).toBe(E6.answers[item]);
    }
  });

  it("the way back is the same change downwards, and as clear", () => {
    const { overall, moved } = compare(banks, E6, E2);
    expect(overall).toEqual({ before: 46, after: 27, difference: -19, held: -19, reached: true, clear: true });
    expect(moved.every(({ credits }) => Number(credits) < 0)).toBe(true);
  });

  it.each([
    ["diagnostic", 10, true],
    ["diagnostic", 9, false],
    ["diagnostic", -10, true],
    ["diagnostic", -9, false],
    ["snapshot", 17, true],
    ["snapshot", 16, false],
    ["snapshot", -17, true],
    ["snapshot", -16, false],
  ] as const)("calls an overall change in the %s of %i points clear: %s", (instrument, difference, clear) => {
    const { overall } = compare(banks, displayed(instrument, 40), displayed(instrument, 40 + difference));
    expect(overall).toEqual({
      before: 40,
      after: 40 + difference,
      difference,
      held: difference,
      reached: clear,
      clear,
    });
  });

  it.each([
    [25, true],
    [24, false],
    [-25, true],
    [-24, false],
  ])("calls a change of one layer of the Diagnostic by %i points clear: %s", (difference, clear) => {
    const { layers } = compare(banks, displayed("diagnostic", 40, 50), displayed("diagnostic", 40, 50 + difference));
    expect(layers?.visibility).toEqual({
      before: 50,
      after: 50 + difference,
      difference,
      held: difference,
      reached: clear,
      clear,
    });
  });

  it("never announces a layer's change in the Snapshot, however large", () => {
    const { overall, layers, moved } = compare(
      banks,
      snapshot("0 0 | 2 2 | 2 2 | 3 1 | 2 2"),
      snapshot("4 4 | 2 2 | 2 2 | 3 1 | 2 2", 60),
    );
    expect(overall).not.toBeNull();
    expect(layers).toBeNull();
    expect(moved).toEqual([
      { item: "V1", from: "a", to: "d", credits: 4 },
      { item: "V2", from: "a", to: "d", credits: 4 },
    ]);
  });

  it.each([
    ["before", EXAMPLES.E5.submission, EXAMPLES.E6.submission],
    ["after", EXAMPLES.E6.submission, EXAMPLES.E5.submission],
  ])("compares no scores when confidence was low %s, and lists the answers that moved", (_, before, after) => {
    const found = compare(banks, occasion("diagnostic", before), occasion("diagnostic", after, 90));
    expect(found).toMatchObject({ basis: "scores", tooUncertain: true, overall: null, layers: null });
    expect(found.moved.length).toBeGreaterThan(0);
  });

  it("compares Snapshot and Diagnostic by their ten shared questions only, never by score", () => {
    const short = snapshot("0 1 | 0 2 | 1 0 | 1 1 | 1 0");
    const long = diagnostic("4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4", 10);
    for (const [before, after] of [
      [short, long],
      [long, short],
    ] as const) {
      const found = compare(banks, before, after);
      expect(found).toMatchObject({ basis: "shared-items", tooUncertain: false, overall: null, layers: null });
      expect(found.moved.map(({ item }) => item)).toEqual(first.instruments.snapshot.items);
    }
    const same = compare(banks, snapshot("2 2 | 0 2 | 1 1 | 1 2 | 2 1"), E2);
    expect(same.moved).toEqual([]);
  });

  it("takes a move to or from not sure for its own kind, neither up nor down", () => {
    const { moved } = compare(
      banks,
      snapshot("0 1 | 0 x | 1 0 | 1 1 | 1 0"),
      snapshot("x 1 | 0 3 | 1 0 | 1 1 | 1 0", 90),
    );
    expect(moved).toEqual([
      { item: "V1", from: "a", to: "dk", credits: null },
      { item: "P2", from: "dk", to: "c", credits: null },
    ]);
  });

  describe("with answers that could not be given, held at their earlier credit (2.0.0, section 9)", () => {
    const rest = "2 2 2 2 2 | 3 2 2 2 1 | 2 2 2 2 2";

    it.each([
      // 37 -> 54, all of it from three answers that were not known: with them at no credit still 37.
      [
        "x x x 2 2 | 2 2 2 2 2",
        "4 4 4 2 2 | 2 2 2 2 2",
        rest,
        { difference: 17, held: 0, reached: true, clear: false },
      ],
      // 46 -> 56; without V1, 50.
      [
        "x 2 2 2 2 | 2 2 2 2 2",
        "4 2 2 2 2 | 4 4 4 2 2",
        rest,
        { difference: 10, held: 4, reached: true, clear: false },
      ],
      // 46 -> 65; without V1, 60.
      [
        "x 2 2 2 2 | 2 2 2 2 2",
        "4 2 2 2 2 | 4 4 4 4 4",
        rest.replace("2 2 2 2 2", "4 4 4 4 4"),
        { difference: 19, held: 14, reached: true, clear: true },
      ],
    ])("%s to %s: %o", (before, after, others, change) => {
      const { overall } = compare(banks, diagnostic(`${before} | ${rest}`), diagnostic(`${after} | ${others}`, 90));
      expect(overall).toMatchObject(change);
    });

    it("a layer's change is held the same way, and up or down alike", () => {
      const [unknown, known] = [
        diagnostic(`x x x 2 2 | 2 2 2 2 2 | ${rest}`),
        diagnostic(`4 4 4 2 2 | 2 2 2 2 2 | ${rest}`, 90),
      ];
      const up = compare(banks, unknown, known).layers?.visibility;
      expect(up).toEqual({ before: 20, after: 80, difference: 60, held: 0, reached: true, clear: false });
      const down = compare(banks, known, unknown).layers?.visibility;
      expect(down).toEqual({ before: 80, after: 20, difference: -60, held: 0, reached: true, clear: false });
    });
  });

  it.each([
    [0, true, false],
    [29.99, true, false],
    [30, false, false],
    [89.99, false, false],
    [90, false, true],
    [400, false, true],
  ])("after %f days: too soon %s, due for a retake %s", (days, tooSoon, retakeDue) => {
    const found = compare(banks, E2, { ...E6, completedAt: START + days * DAY });
    expect({ tooSoon: found.tooSoon, retakeDue: found.retakeDue }).toEqual({ tooSoon, retakeDue });
  });
});
