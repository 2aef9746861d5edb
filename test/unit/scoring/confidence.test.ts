import { describe, expect, it } from "vitest";
import type { InstrumentId } from "#src/names/instruments.ts";
import { score } from "#src/scoring/score.ts";
import { FIRST_EXAMPLES as EXAMPLES, first, itemsOf } from "#test/support/factories.ts";
import {
  diagnostic,
  diagnosticAt,
  FIVE_ITEMS,
  fullMarksExcept,
  nearlyFull,
  snapshot,
  snapshotAt,
  written,
} from "#test/support/scored.ts";

describe("Confidence (section 7)", () => {
  it.each<[unknowns: number, instrument: InstrumentId, level: string]>([
    [0, "diagnostic", "high"],
    [2, "diagnostic", "high"],
    [3, "diagnostic", "medium"],
    [6, "diagnostic", "medium"],
    [7, "diagnostic", "low"],
    [0, "snapshot", "medium"],
    [1, "snapshot", "medium"],
    [2, "snapshot", "low"],
  ])("with %d unknowns in a %s is %s", (unknowns, instrument, level) => {
    const ids = itemsOf(instrument, first).map(({ id }) => id);
    const asDk = Object.fromEntries(ids.slice(0, unknowns).map((id) => [id, "dk"]));
    const answered = fullMarksExcept(instrument, {});
    const asMissing = Object.fromEntries(Object.entries(answered).filter(([id]) => !(id in asDk)));

    expect(score(first, instrument, { answers: { ...answered, ...asDk } }).confidence).toBe(level);
    expect(score(first, instrument, { answers: asMissing }).confidence).toBe(level);
  });

  it("stays with one contradiction and drops one level, once, for two or three", () => {
    const one = nearlyFull({ V2: 0 });
    const two = nearlyFull({ V2: 0, L1: 0 });
    const three = nearlyFull({ V2: 0, L1: 0, P1: 1 });

    expect([one.contradictions.length, one.confidence]).toEqual([1, "high"]);
    expect([two.contradictions.length, two.confidence]).toEqual([2, "medium"]);
    expect([three.contradictions.length, three.confidence]).toEqual([3, "medium"]);
  });

  it.each<[instrument: InstrumentId, limit: number, carriedOver: number | undefined]>([
    ["snapshot", 22, undefined],
    ["diagnostic", 57, undefined],
    ["diagnostic", 57, 0],
    ["diagnostic", 34.2, 10],
  ])("sees haste in a %s under %d seconds and not at them (carried over: %s)", (instrument, limit, carriedOver) => {
    const within = (elapsedSeconds: number) =>
      score(first, instrument, { answers: fullMarksExcept(instrument, {}), elapsedSeconds, carriedOver });

    expect(within(limit - 0.1).hasty).toBe(true);
    expect(within(limit).hasty).toBe(false);
  });

  it("drops one level for haste, and sees none when the time is unknown", () => {
    expect(nearlyFull({}, { elapsedSeconds: 20 })).toMatchObject({ hasty: true, confidence: "medium" });
    expect(nearlyFull({})).toMatchObject({ hasty: false, confidence: "high" });
  });

  it("drops for both reasons, and never below low", () => {
    const both = nearlyFull({ V2: 0, L1: 0 }, { elapsedSeconds: 20 });
    const fromMedium = nearlyFull({ V2: 0, L1: 0, F3: "x", F4: "x", F5: "x" }, { elapsedSeconds: 20 });

    expect(both.confidence).toBe("low");
    expect(fromMedium).toMatchObject({ hasty: true, contradictions: ["X1", "X3"], confidence: "low" });
  });

  it("never lets haste or a contradiction change a score", () => {
    const calm = nearlyFull({ V2: 0, L1: 0 });
    const hasty = nearlyFull({ V2: 0, L1: 0 }, { elapsedSeconds: 5 });

    expect(hasty.exact).toEqual(calm.exact);
    expect(hasty.overall).toBe(calm.overall);
    expect(hasty.verdict).toBe(calm.verdict);
  });

  it("of a layer is low from two unknowns in five on, whatever the whole", () => {
    const one = nearlyFull({ F3: "x" });
    const two = nearlyFull({ F3: "x", F5: "x" });

    expect(one).toMatchObject({ confidence: "high", layerConfidence: { flow: "high" } });
    expect(two).toMatchObject({ confidence: "high", layerConfidence: { flow: "low", learning: "high" } });
  });

  it("of a layer is low from one unknown in two on", () => {
    const result = snapshot("4 4 | 4 x | 4 4 | 4 4 | 4 4");

    expect(result).toMatchObject({ confidence: "medium", layerConfidence: { integrity: "low", flow: "medium" } });
  });

  it("of a layer with unknowns stays low when visibility is below 40 as well", () => {
    const result = diagnostic("1 2 2 1 1 | 4 x x 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4");

    expect(result.layerConfidence).toMatchObject({ integrity: "low", flow: "medium", resilience: "high" });
  });

  it("hides every cost at low confidence, while the numbers stay in the result", () => {
    const shown = score(first, "diagnostic", EXAMPLES.E2.submission);
    const hasty = snapshot("2 2 | 2 2 | 2 2 | 3 1 | 2 2", { elapsedSeconds: 21 });
    const blind = score(first, "diagnostic", EXAMPLES.E5.submission);

    expect(shown.costShown).toBe(true);
    expect(hasty).toMatchObject({ confidence: "low", costShown: false });
    expect(blind).toMatchObject({ confidence: "low", costShown: false });
    expect(blind.recoverablePercent[0]).toBeGreaterThan(0);
  });
});

describe("Contradictions (section 7)", () => {
  it.each<[id: string, shows: Record<string, number | "x">]>([
    ["X1", { V2: 0 }],
    ["X2", { P1: 1 }],
    ["X2", { P1: 0 }],
    ["X3", { L1: 0 }],
    ["X4", { V5: 0 }],
    ["X5", { R2: 0, V4: 2, P1: 2 }],
    ["X5", { R2: 0, V4: 3, P1: 2, P3: 3, R3: 2 }],
    ["X5", { R2: 0 }],
  ])("%s is found in full marks except %o", (id, shows) => {
    expect(nearlyFull(shows).contradictions).toEqual([id]);
  });

  it.each<[id: string, shows: Record<string, number | "x">]>([
    ["X1", { V2: "x" }],
    ["X1", { V2: 0, V1: "x" }],
    ["X1", { V2: 1 }],
    ["X1", { V2: 0, V1: 2 }],
    ["X2", { P1: "x" }],
    ["X2", { P1: 1, P5: "x" }],
    ["X2", { P1: 2 }],
    ["X2", { P1: 1, P5: 3 }],
    ["X3", { L1: "x" }],
    ["X3", { L1: 0, L3: "x" }],
    ["X3", { L1: 1 }],
    ["X3", { L1: 0, L3: 3 }],
    ["X4", { V5: "x" }],
    ["X4", { V5: 0, V2: "x" }],
    ["X4", { V5: 1 }],
    ["X4", { V5: 0, V2: 2 }],
    ["X5", { R2: "x" }],
    ["X5", { R2: 1 }],
    ["X5", { R2: 0, V4: 2, P1: 2, P3: 2 }],
    ["X5", { R2: 0, V4: "x", P1: "x", P3: "x" }],
  ])("%s is not found in full marks except %o", (_id, shows) => {
    expect(nearlyFull(shows).contradictions).toEqual([]);
  });

  it("no item that was left out matches one, as for dk", () => {
    const { V2: _position, ...withoutV2 } = fullMarksExcept("diagnostic", {});

    expect(score(first, "diagnostic", { answers: withoutV2 }).contradictions).toEqual([]);
  });

  it("X1 is the only one a Snapshot looks for", () => {
    const answers = fullMarksExcept("diagnostic", { V2: 0, P1: 1, L1: 0, R2: 0 });
    const sizing = { z_miss: 50 };

    expect(score(first, "snapshot", { answers, sizing }).contradictions).toEqual(["X1"]);
  });

  it("X6 needs integrity at 75 and a forecast missed by 20% or more", () => {
    const missed = (integrity: number, z_miss: number) =>
      diagnostic(written(FIVE_ITEMS, [80, integrity, 80, 80, 80]), { sizing: { z_miss } }).contradictions;

    expect(missed(75, 20)).toEqual(["X6"]);
    expect(missed(75, 90)).toEqual(["X6"]);
    expect(missed(75, 19)).toEqual([]);
    expect(missed(75, 91)).toEqual([]);
    expect(missed(70, 20)).toEqual([]);
    expect(diagnosticAt(80, 75, 80, 80, 80).contradictions).toEqual([]);
  });

  it("X6 is not looked for in a Snapshot", () => {
    const result = snapshot("4 4 | 4 4 | 4 4 | 4 4 | 4 4", { sizing: { z_miss: 50 } });

    expect(result.contradictions).toEqual([]);
  });

  it("X6 is not found when unknowns keep integrity below 75", () => {
    const result = nearlyFull({ P3: "x", P4: "x" }, { sizing: { z_miss: 30 } });

    expect(result.layers.integrity).toBe(60);
    expect(result.contradictions).toEqual([]);
  });
});

describe("Likely range (section 7)", () => {
  it("ends at 100 for the best answers", () => {
    const best = diagnosticAt(100, 100, 100, 100, 100).range;
    const bestSnapshot = snapshotAt(100, 100, 100, 100, 100).range;

    expect([best.overall, best.flow]).toEqual([
      [95, 100],
      [90, 100],
    ]);
    expect([bestSnapshot.overall, bestSnapshot.flow]).toEqual([
      [90, 100],
      [80, 100],
    ]);
  });

  it("starts at 0 for the lowest layers and covers everything when nothing is known", () => {
    expect(diagnosticAt(5, 5, 5, 5, 5).range).toMatchObject({ overall: [0, 10], flow: [0, 15] });
    expect(snapshot("x x | x x | x x | x x | x x").range).toMatchObject({ overall: [0, 100], flow: [0, 100] });
  });

  it("rounds both ends up at a half", () => {
    const result = snapshotAt(62.5, 62.5, 62.5, 62.5, 62.5);

    expect(result.range.visibility).toEqual([43, 83]);
    expect(result.range.overall).toEqual([53, 73]);
  });

  it("reaches to what the unknowns of a layer could hide", () => {
    const result = nearlyFull({ F3: "x", F4: 2, F5: 0 });

    expect(result.layers.flow).toBe(50);
    expect(result.range.flow).toEqual([40, 80]);
  });
});
