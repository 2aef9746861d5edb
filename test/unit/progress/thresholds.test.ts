import { describe, expect, test } from "vitest";
import { first as bank } from "#test/support/factories.ts";
import {
  at,
  diagnostic,
  displayed,
  E2,
  E5,
  E6,
  JULY_20,
  JUNE_3,
  SEPTEMBER_1,
  seriesOf,
  snapshot,
  versioned,
} from "#test/support/readings.ts";
import { words } from "#test/support/words.ts";

describe("thresholds come from the bank, to the point", () => {
  test.each([
    ["diagnostic", 9, false],
    ["diagnostic", 10, true],
    ["diagnostic", -9, false],
    ["diagnostic", -10, true],
    ["snapshot", 16, false],
    ["snapshot", 17, true],
    ["snapshot", -17, true],
  ] as const)("%s, %i points: clear is %s", (instrument, difference, clear) => {
    const base = instrument === "diagnostic" ? E2 : snapshot("2 2 | 2 2 | 2 2 | 1 1 | 2 2", JUNE_3);
    const part = seriesOf([displayed(base, 40), at(displayed(base, 40 + difference), SEPTEMBER_1)]);
    expect(part.steps[0]?.clear).toBe(clear);
    expect(part.headline.lines.includes("That is a clear change.")).toBe(clear);
    expect(part.headline.lines[0]?.startsWith("No clear change in the score")).toBe(!clear);
    expect(part.chart.series[0]?.points.map((point) => point.clear)).toEqual([false, clear]);
  });

  test.each([
    [24, false],
    [25, true],
  ])("a layer of the Diagnostic, %i points: clear is %s", (difference, clear) => {
    const part = seriesOf([
      displayed(E2, 40, { flow: 40 }),
      at(displayed(E2, 40, { flow: 40 + difference }), SEPTEMBER_1),
    ]);
    expect(part.layers.layers[2]?.clear).toBe(clear);
  });

  test("another threshold in the bank is another one on the page", () => {
    const clearChange = { ...bank.model.clearChange, diagnostic: { overall: 20, layer: 45 } };
    const part = seriesOf([E2, E6], undefined, { ...bank, model: { ...bank.model, clearChange } });
    expect(part.headline.lines).toEqual(["No clear change in the score since 3 June."]);
    expect(part.layers.layers.map(({ clear }) => clear)).toEqual([false, true, false, false, false]);
    expect(part.layers.lede).toContain("45 points");
    expect(part.chart.band).toMatchObject({ low: 8, high: 46 });
  });

  test("the same score twice is no change, in words", () => {
    const part = seriesOf([E2, at(E2, SEPTEMBER_1)]);
    expect(part.headline.lines).toEqual(["No clear change in the score since 3 June."]);
    expect(part.headline.lede).toEqual([
      "It was 27 and is 27. On the Revenue Diagnostic a change is clear from 10 points on.",
    ]);
    expect(part.moved).toMatchObject({ heading: "No answer moved", lines: [] });
  });
});

describe("what may not be compared by score", () => {
  test("a run of low confidence: facts only", () => {
    const part = seriesOf([E2, E5(SEPTEMBER_1)]);
    expect(part.headline.lines).toEqual(["The last two scores cannot be compared."]);
    expect(part.headline.lede[0]).toBe(words.progress.lede.uncertain);
    expect(part.steps[0]).toMatchObject({ difference: "–", clear: false, note: "Not compared: low confidence." });
    expect(part.chart.band).toBeNull();
    expect(part.chart.series[0]?.joined).toEqual(["uncertain"]);
    expect(part.chart.series[0]?.points.map(({ uncertain }) => uncertain)).toEqual([false, true]);
    expect(part.layers).toMatchObject({ base: null, lede: words.progress.layers.uncertain });
    expect(part.layers.layers.every(({ clear, strong }) => !clear && strong === null)).toBe(true);
    expect(part.moved.lines.length).toBeGreaterThan(0);
    const cost = part.beside.rows.find(({ label }) => label === "What the gap may cost");
    expect(cost?.after).toBe("Too much is unknown for an honest figure. Look up the nine answers and one may appear.");
  });

  test("a low run between two good ones leaves those two comparable", () => {
    const part = seriesOf([E2, E5(JULY_20), E6]);
    expect(part.headline.lines).toEqual(["The last two scores cannot be compared."]);
    expect(part.headline.since).toMatchObject({ sentence: "Since 3 June: up nineteen points,", clear: true });
    expect(part.layers.layers[1]).toMatchObject({ clear: true, strong: "Clear: up 45." });
    expect(part.steps.map(({ difference }) => difference)).toEqual(["+19", "–", "–"]);
  });

  test("Snapshot and Diagnostic: the ten shared questions, no score beside the other, no line between", () => {
    const part = seriesOf([snapshot("0 1 | 0 2 | 1 0 | 1 1 | 1 0", JUNE_3), at(E2, JULY_20)]);
    expect(part.headline.lines).toEqual(["Two instruments, compared by answers only."]);
    expect(part.headline.lede).toContain(
      "A Snapshot and a Diagnostic are never compared by score. They have ten questions in common, and only the answers to those stand beside each other here.",
    );
    expect(part.steps).toEqual([]);
    expect(part.chart.band).toBeNull();
    expect(part.chart.series.map(({ instrument, joined }) => [instrument, joined])).toEqual([
      ["snapshot", []],
      ["diagnostic", []],
    ]);
    expect(part.beside.rows.map(({ label }) => label)).toEqual(["Verdict", "Dominant layer"]);
    expect(part.layers).toMatchObject({ layers: [], base: null });
    const shared = bank.items.filter(({ instruments }) => instruments.length === 2).map(({ topic }) => topic);
    expect(part.moved.lines.every(({ topic }) => shared.includes(topic))).toBe(true);
    expect(part.moved.sentences).toContain("Counted among the ten questions that both instruments ask.");
  });

  test("two Diagnostics with a Snapshot between are compared with each other", () => {
    const part = seriesOf([E2, snapshot("4 4 | 4 4 | 4 2 | 3 4 | 2 2", JULY_20), E6]);
    expect(part.headline.lines).toEqual(["Up nineteen points since 3 June.", "That is a clear change."]);
    expect(part.chart.series.map(({ points, joined }) => [points.length, joined])).toEqual([
      [1, []],
      [2, ["firm"]],
    ]);
    expect(part.readings.map(({ instrument }) => instrument)).toEqual([
      "Revenue Diagnostic",
      "Revenue Visibility Snapshot",
      "Revenue Diagnostic",
    ]);
  });

  test("Snapshots only: lines, and no layer announced however far it moved", () => {
    const part = seriesOf([
      snapshot("0 0 | 2 2 | 2 2 | 1 1 | 2 2", JUNE_3),
      snapshot("4 4 | 2 2 | 2 2 | 1 1 | 2 2", SEPTEMBER_1),
    ]);
    expect(part.layers).toMatchObject({ base: null, lede: words.progress.layers.snapshot, columns: [] });
    expect(part.layers.layers[0]).toMatchObject({ clear: false, strong: null, note: "At 100: Strong.", changes: [] });
    expect(part.layers.layers[0]?.points.map(({ score: drawn }) => drawn)).toEqual([0, 100]);
    expect(part.moved.heading).toBe("Two answers moved, all upward");
  });

  test("another major version: anchors, without thresholds, score or line", () => {
    const part = seriesOf([E2, versioned(E6, "2.0.0")]);
    expect(part.headline.lines).toEqual(["The questions changed; here is what moved among those asked both times."]);
    expect(part.headline.lede).toContain(words.progress.lede.anchors);
    expect(part.steps[0]).toMatchObject({ difference: "–", note: "Not compared: other questions." });
    expect(part.chart).toMatchObject({ band: null, series: [{ joined: [null] }] });
    expect(part.beside.rows.map(({ label }) => label)).toEqual(["Verdict", "Dominant layer"]);
    expect(part.layers).toMatchObject({ base: null, joined: [null] });
    expect(part.moved.heading).toBe("Eleven answers moved, all upward");
    expect(part.moved.sentences).toContain("Counted among the twenty-five questions that stayed the same.");
  });

  test("a minor version compares as ever", () => {
    expect(seriesOf([E2, versioned(E6, "1.7.3")]).headline.lines).toHaveLength(2);
  });
});

describe("a difference that reaches the threshold by answers that were not known", () => {
  /** Ten credits in each layer. */
  const known = "2 2 2 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2";
  const ending = (unknown: string, later = known) =>
    seriesOf([diagnostic(unknown, JUNE_3), at(diagnostic(later, JUNE_3), SEPTEMBER_1)]);
  const twoUnknown = "2 2 2 2 2 | x 2 x 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2";
  const oneMore = "2 2 3 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2";

  test("is never called a clear change, and says whose answers it comes from", () => {
    // (14 * 46 + 30 * 6) / 20 = 41.2; (14 * 51 + 30 * 10) / 20 = 50.7; with the two still at 0 (14 * 47 + 30 * 6) / 20 = 41.9.
    const part = ending(twoUnknown, oneMore);
    expect(part.headline.lines).toEqual(["Up ten points since 3 June, mostly answers you could not give before."]);
    expect(part.headline.lede[0]).toBe(
      "41 to 51, on the Revenue Diagnostic. With each answer that was “Not sure” at one of the two times counted as at the earlier one, the score shows up one point; a change is clear from 10 points on.",
    );
    expect(part.steps[0]).toMatchObject({
      ...{ difference: "+10", clear: false, strong: null },
      note: "Mostly answers you could not give before.",
    });
    expect(part.chart.series[0]?.points.map(({ clear }) => clear)).toEqual([false, false]);
  });

  test("says so where none of it is left without them", () => {
    // (14 * 44 + 30 * 6) / 20 = 39.8; (14 * 50 + 30 * 10) / 20 = 50; with the three still at 0 it stays 39.8.
    const part = ending("2 2 x 2 2 | x 2 x 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2");
    expect(part.headline.lines).toEqual(["Up ten points since 3 June, all of it answers you could not give before."]);
    expect(part.headline.lede[0]).toContain("the score shows no difference;");
  });

  test("the other way round it is answers that can no longer be given", () => {
    const part = seriesOf([diagnostic(oneMore, JUNE_3), at(diagnostic(twoUnknown, JUNE_3), SEPTEMBER_1)]);
    expect(part.headline.lines).toEqual([
      "Down ten points since 3 June, mostly answers you could give before and not now.",
    ]);
  });

  test("is told from one whose greater part is known", () => {
    // (14 * 48 + 30 * 8) / 20 = 45.6; (14 * 59 + 30 * 10) / 20 = 56.3; with V3 still at 0 (14 * 57 + 30 * 10) / 20 = 54.9.
    const part = ending(
      "2 2 x 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2",
      "4 2 2 3 4 | 4 2 4 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2",
    );
    expect(part.headline.lines[0]).toMatch(/^Up .* points since 3 June, partly answers you could not give before\.$/);
  });

  test("a layer's word stands with the answers that it rests on", () => {
    const part = seriesOf([diagnostic(known, JUNE_3), at(diagnostic(twoUnknown, JUNE_3), SEPTEMBER_1)]);
    expect(part.layers.layers[1]?.note).toContain("At 30: Failing, with 0 for what you could not say.");
  });
});
