import { describe, expect, it } from "vitest";
import type { InstrumentId } from "#src/names/instruments.ts";
import { gapShares, twoSignificantFigures } from "#src/scoring/cost.ts";
import type { Result, Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { type Answers, bank, creditsOf, EXAMPLES, itemsOf } from "#test/support/factories.ts";

type Five = [visibility: number, integrity: number, flow: number, learning: number, resilience: number];
type Beside = Omit<Submission, "answers">;

/** Credits of five items that bring any layer to this score; 0 is for layers other than integrity. */
const FIVE_ITEMS: Record<number, string> = {
  0: "0 0 0 0 0",
  5: "0 1 0 0 0",
  10: "0 1 0 1 0",
  20: "1 1 1 1 0",
  25: "1 1 1 1 1",
  30: "1 2 1 1 1",
  35: "1 2 2 1 1",
  40: "1 2 2 2 1",
  45: "1 2 2 2 2",
  50: "4 2 2 1 1",
  55: "4 2 2 2 1",
  60: "4 2 2 2 2",
  65: "4 2 2 3 2",
  70: "4 2 2 3 3",
  75: "4 4 2 3 2",
  80: "4 4 2 3 3",
  85: "4 4 2 4 3",
  90: "4 4 2 4 4",
  95: "4 4 4 4 3",
  100: "4 4 4 4 4",
};

/** Credits of two items that bring a layer to this score; 87.5 is for integrity only. */
const TWO_ITEMS: Record<number, string> = {
  12.5: "0 1",
  25: "1 1",
  37.5: "1 2",
  50: "0 4",
  62.5: "1 4",
  75: "4 2",
  87.5: "4 3",
  100: "4 4",
};

const written = (table: Record<number, string>, layers: Five) => layers.map((layer) => table[layer]).join(" | ");

const diagnostic = (credits: string, beside: Beside = {}): Result =>
  score(bank, "diagnostic", { answers: creditsOf(credits, "diagnostic"), ...beside });
const snapshot = (credits: string, beside: Beside = {}): Result =>
  score(bank, "snapshot", { answers: creditsOf(credits, "snapshot"), ...beside });

/** A Diagnostic or Snapshot whose layers stand at these scores, upstream first. */
const diagnosticAt = (...layers: Five): Result => diagnostic(written(FIVE_ITEMS, layers));
const snapshotAt = (...layers: Five): Result => snapshot(written(TWO_ITEMS, layers));

/** The best option everywhere except in these items; "x" is "Not sure". */
function fullMarksExcept(instrument: InstrumentId, credits: Record<string, number | "x">): Answers {
  const answers: Answers = {};
  for (const { id, options } of itemsOf(instrument)) {
    const wanted = credits[id] ?? 4;
    const option = wanted === "x" ? { id: "dk" } : options.find(({ credit }) => credit === wanted);
    if (!option) throw new Error(`Item ${id} has no option with credit ${wanted}.`);
    answers[id] = option.id;
  }
  return answers;
}

const nearlyFull = (credits: Record<string, number | "x">, beside: Beside = {}): Result =>
  score(bank, "diagnostic", { answers: fullMarksExcept("diagnostic", credits), ...beside });

const inALayer = (result: Result) => Object.values(result.layers);

describe("Input (section 2)", () => {
  it("counts a missing answer like dk and calls the result provisional", () => {
    const complete = snapshot("4 4 | 4 4 | 4 x | 4 4 | 4 4");
    const partial = snapshot("4 4 | 4 4 | 4 - | 4 4 | 4 4");

    expect(complete.provisional).toBe(false);
    expect(partial.provisional).toBe(true);
    expect(partial.layers).toEqual(complete.layers);
    expect(partial.unknowns).toEqual(["F2"]);
  });

  it("ignores an item of the bank that the instrument does not ask", () => {
    const { answers } = EXAMPLES.E1.submission;

    expect(score(bank, "snapshot", { answers: { ...answers, V3: "e", R5: "dk" } })).toEqual(
      score(bank, "snapshot", { answers }),
    );
  });

  it.each(["V9", "v1", "", "constructor", "toString", "__proto__"])('refuses an item "%s" the bank lacks', (id) => {
    const answers: Answers = JSON.parse(`{"V1": "a", ${JSON.stringify(id)}: "a"}`);

    expect(() => score(bank, "snapshot", { answers })).toThrow(
      expect.objectContaining({ code: "UNKNOWN_ID", message: expect.stringContaining(`"${id}"`) }),
    );
  });

  it.each(["e", "A", "", "constructor", "__proto__"])('refuses an option "%s" its item lacks', (option) => {
    expect(() => score(bank, "snapshot", { answers: { V1: option } })).toThrow(
      expect.objectContaining({ code: "UNKNOWN_ID", message: expect.stringContaining("V1") }),
    );
  });

  it("refuses an unknown option of an item that the instrument does not ask", () => {
    expect(() => score(bank, "snapshot", { answers: { V3: "z" } })).toThrow(
      expect.objectContaining({ code: "UNKNOWN_ID", message: expect.stringContaining("V3") }),
    );
  });

  it.each(["CRM", "", "constructor", "__proto__"])('refuses the tool "%s"', (tool) => {
    expect(() => score(bank, "snapshot", { answers: {}, context: { c_tool: tool } })).toThrow(
      expect.objectContaining({ code: "UNKNOWN_ID", message: expect.stringContaining("c_tool") }),
    );
  });

  it.each([
    ["z_win", 0, "recoverable"],
    ["z_win", 96, "recoverable"],
    ["z_acv", 0, "recoverable"],
    ["z_acv", 10_000_001, "recoverable"],
    ["z_opps", -1, "recoverable"],
    ["z_opps", 10_001, "recoverable"],
    ["z_opps", Number.NaN, "recoverable"],
    ["z_miss", -1, "forecastGap"],
    ["z_miss", 91, "forecastGap"],
    ["z_cycle", 0, "doubtfulDeals"],
    ["z_cycle", 1001, "doubtfulDeals"],
    ["z_open", -1, "doubtfulDeals"],
    ["z_open", 100_001, "doubtfulDeals"],
  ])("counts %s of %d as absent, so there is no %s", (field, value, line) => {
    const { answers, sizing = {} } = EXAMPLES.E2.submission;
    const { [field]: _given, ...others } = sizing;
    const outside = score(bank, "diagnostic", { answers, sizing: { ...sizing, [field]: value } });

    expect(outside).toEqual(score(bank, "diagnostic", { answers, sizing: others }));
    const { money, doubtfulDeals } = outside;
    expect(
      { doubtfulDeals, recoverable: money?.recoverable, forecastGap: money?.forecastGap }[line] ?? null,
    ).toBeNull();
  });

  it("takes sizing numbers that lie on their bounds", () => {
    const { answers } = EXAMPLES.E2.submission;
    const highest = { z_opps: 10_000, z_acv: 10_000_000, z_win: 95, z_cycle: 1000, z_open: 100_000, z_miss: 90 };

    const result = score(bank, "diagnostic", { answers, sizing: highest });

    expect(result.money?.annualNewRevenue).toBe(12 * 10_000 * 10_000_000 * 0.95);
    expect(result.money?.forecastGap).toBe(12 * 10_000 * 10_000_000 * 0.95 * 9);
    expect(result.doubtfulDeals?.listed).toBe(100_000);
  });
});

describe("Bands and statuses (section 3)", () => {
  it.each<[exact: number, displayed: number, band: string, layers: Five]>([
    [24.2, 24, "Improvised", [20, 20, 25, 25, 40]],
    [24.5, 25, "Fragmented", [40, 45, 45, 45, 0]],
    [49.4, 49, "Fragmented", [70, 70, 75, 75, 20]],
    [49.5, 50, "Taking shape", [65, 70, 70, 70, 25]],
    [74.4, 74, "Taking shape", [95, 95, 100, 100, 45]],
    [74.5, 75, "Dependable", [90, 95, 95, 95, 50]],
    [89.2, 89, "Dependable", [90, 90, 95, 95, 85]],
    [89.8, 90, "Compounding", [95, 95, 100, 100, 80]],
  ])("an overall of %d is shown as %d and called %s", (_exact, displayed, band, layers) => {
    const result = diagnosticAt(...layers);

    expect(result.overall).toBe(displayed);
    expect(result.band).toBe(band);
  });

  it("layers at each cut-off take the status that starts there", () => {
    expect(Object.values(diagnosticAt(20, 25, 45, 50, 70).statuses)).toEqual([
      "Missing",
      "Failing",
      "Failing",
      "Weak",
      "Weak",
    ]);
    expect(Object.values(diagnosticAt(75, 85, 90, 100, 0).statuses)).toEqual([
      "Holding",
      "Holding",
      "Strong",
      "Strong",
      "Missing",
    ]);
  });

  it("the halves of a Snapshot go up", () => {
    const result = snapshotAt(12.5, 87.5, 37.5, 62.5, 100);

    expect(inALayer(result)).toEqual([13, 88, 38, 63, 100]);
    expect(Object.values(result.statuses)).toEqual(["Missing", "Holding", "Failing", "Weak", "Strong"]);
  });
});

describe("Dominant layer of a Diagnostic (section 4)", () => {
  it("is even at a spread of 10, although one layer stands alone", () => {
    const result = diagnosticAt(60, 60, 60, 60, 50);

    expect(result.clarity).toBe("even");
    expect(result.dominant).toBe("resilience");
    expect(result.candidates).toEqual(["resilience"]);
  });

  it("is even at a spread of 10 with several candidates, and starts upstream", () => {
    const result = diagnosticAt(60, 55, 60, 60, 50);

    expect(result.clarity).toBe("even");
    expect(result.dominant).toBe("integrity");
    expect(result.candidates).toEqual(["integrity", "resilience"]);
  });

  it("is clear at a spread and margin of 15", () => {
    const result = diagnosticAt(65, 65, 65, 65, 50);

    expect(result.clarity).toBe("clear");
    expect(result.dominant).toBe("resilience");
    expect(result.margin).toBe(15);
  });

  it("is leading at a margin of 10", () => {
    const result = diagnosticAt(65, 65, 65, 60, 50);

    expect(result.clarity).toBe("leading");
    expect(result.dominant).toBe("resilience");
    expect(result.margin).toBe(10);
  });

  it("is joint at a margin of 5, and the upstream layer comes first although it is not the lowest", () => {
    const result = diagnosticAt(65, 65, 65, 55, 50);

    expect(result.clarity).toBe("joint");
    expect(result.dominant).toBe("learning");
    expect(result.candidates).toEqual(["learning", "resilience"]);
    expect(result.weakest).toBe("resilience");
  });

  it("does not count a layer at 75 as level with one at 70", () => {
    const result = diagnosticAt(75, 70, 90, 90, 90);

    expect(result.candidates).toEqual(["integrity"]);
    expect(result.clarity).toBe("leading");
  });

  it("is none when all five layers hold at 75, and the weakest is the first of the lowest", () => {
    const level = diagnosticAt(75, 75, 75, 75, 75);
    const uneven = diagnosticAt(100, 90, 80, 75, 75);

    expect(level).toMatchObject({ dominant: null, clarity: "none", basis: null, weakest: "visibility" });
    expect(uneven).toMatchObject({ dominant: null, clarity: "none", basis: null, weakest: "learning" });
  });

  it("is a blind spot from eight unknowns in 25 on, even though visibility is not the lowest", () => {
    const seven = diagnostic("4 2 2 3 3 | x x x 1 1 | x x x 1 1 | x 4 4 4 4 | 4 4 4 4 4");
    const eight = diagnostic("4 2 2 3 3 | x x x 1 1 | x x x 1 1 | x x 4 4 4 | 4 4 4 4 4");

    expect(seven).toMatchObject({ dominant: "integrity", clarity: "joint" });
    expect(eight).toMatchObject({ dominant: "visibility", clarity: "blind-spot", weakest: "integrity" });
    expect(eight.candidates).toEqual(["visibility", "integrity", "flow"]);
    expect(eight.basis).toBe("answers");
  });

  it("counts missing answers as unknown for the blind spot", () => {
    const result = diagnostic("4 2 2 3 3 | x x x 1 1 | - - - 1 1 | - x 4 4 4 | 4 4 4 4 4");

    expect(result.clarity).toBe("blind-spot");
  });

  it("is no blind spot while visibility stands at 75", () => {
    const result = diagnostic("4 4 2 3 2 | x x x 1 1 | x x x 1 1 | x x 4 4 4 | 4 4 4 4 4");

    expect(result.layers.visibility).toBe(75);
    expect(result).toMatchObject({ dominant: "integrity", clarity: "joint" });
  });

  it("rests on unknowns from three of its five items on", () => {
    const two = diagnostic("4 4 4 4 4 | 0 x x 1 1 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4");
    const three = diagnostic("4 4 4 4 4 | x x - 1 1 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4");

    expect(two).toMatchObject({ dominant: "integrity", basis: "answers" });
    expect(three).toMatchObject({ dominant: "integrity", basis: "unknowns" });
  });
});

describe("Dominant layer of a Snapshot (section 4)", () => {
  it.each<[clarity: string, why: string, dominant: string | null, layers: Five]>([
    ["even", "at a spread of 12.5", "resilience", [62.5, 62.5, 62.5, 62.5, 50]],
    ["clear", "at a spread and margin of 25", "resilience", [75, 75, 75, 75, 50]],
    ["leading", "at a margin of 12.5", "resilience", [75, 75, 75, 62.5, 50]],
    ["joint", "when two are level", "integrity", [75, 50, 75, 75, 50]],
    ["none", "when all hold", null, [75, 75, 75, 75, 100]],
  ])("is %s %s", (clarity, _why, dominant, layers) => {
    const result = snapshotAt(...layers);

    expect(result.clarity).toBe(clarity);
    expect(result.dominant).toBe(dominant);
  });

  it("is a blind spot at exactly three unknowns in ten with visibility below 75", () => {
    const two = snapshot("1 4 | x x | 1 1 | 4 4 | 4 4");
    const three = snapshot("1 4 | x x | x 1 | 4 4 | 4 4");
    const threeAndSight = snapshot("4 2 | x x | x 1 | 4 4 | 4 4");

    expect(two.clarity).not.toBe("blind-spot");
    expect(three).toMatchObject({ dominant: "visibility", clarity: "blind-spot" });
    expect(threeAndSight).toMatchObject({ dominant: "integrity", clarity: "leading" });
  });

  it("is a blind spot rather than even when nothing is known and all layers are level", () => {
    expect(snapshot("x x | x x | x x | x x | x x").clarity).toBe("blind-spot");
  });

  it("rests on unknowns from one of its two items on", () => {
    expect(snapshot("4 4 | 0 1 | 4 4 | 4 4 | 4 4").basis).toBe("answers");
    expect(snapshot("4 4 | 0 x | 4 4 | 4 4 | 4 4").basis).toBe("unknowns");
  });
});

describe("Order of work (section 5)", () => {
  it("starts with what is missing upstream although another layer is lower", () => {
    const result = diagnosticAt(20, 5, 60, 50, 10);

    expect(result.dominant).toBe("integrity");
    expect(result.sequence).toEqual(["visibility", "integrity", "resilience", "learning", "flow"]);
  });

  it("starts with the lowest layer once visibility reaches 25", () => {
    expect(diagnosticAt(25, 5, 60, 50, 10).sequence).toEqual([
      "integrity",
      "resilience",
      "visibility",
      "learning",
      "flow",
    ]);
  });

  it("takes level layers upstream first and leaves out the ones that hold", () => {
    expect(diagnosticAt(50, 50, 75, 50, 80).sequence).toEqual(["visibility", "integrity", "learning"]);
  });

  it("is empty when all layers hold", () => {
    expect(diagnosticAt(75, 80, 90, 100, 75).sequence).toEqual([]);
  });

  it("puts visibility first in a blind spot, although it stands at 70", () => {
    const result = diagnostic("4 2 2 3 3 | x x x 1 1 | x x x 1 1 | x x 4 4 4 | 4 4 4 4 4");

    expect(result.sequence).toEqual(["visibility", "integrity", "flow", "learning"]);
  });

  it("holds a layer back for what is absent below 25 and in part from 25 to 49", () => {
    expect(diagnosticAt(20, 45, 50, 70, 70).heldBack).toEqual({
      visibility: [],
      integrity: [{ by: "visibility", strength: "absent" }],
      flow: [
        { by: "visibility", strength: "absent" },
        { by: "integrity", strength: "partial" },
      ],
      learning: [
        { by: "visibility", strength: "absent" },
        { by: "integrity", strength: "partial" },
      ],
      resilience: [
        { by: "visibility", strength: "absent" },
        { by: "integrity", strength: "partial" },
      ],
    });
    expect(diagnosticAt(25, 60, 20, 80, 70).heldBack).toEqual({
      visibility: [],
      integrity: [{ by: "visibility", strength: "partial" }],
      flow: [{ by: "visibility", strength: "partial" }],
      learning: [],
      resilience: [
        { by: "visibility", strength: "partial" },
        { by: "flow", strength: "absent" },
      ],
    });
  });

  it("reads integrity, flow and learning from no reliable place while visibility is below 40", () => {
    const below = diagnosticAt(35, 60, 60, 60, 60);
    const at = diagnosticAt(40, 60, 60, 60, 60);

    expect(below.withoutReliablePlace).toEqual(["integrity", "flow", "learning"]);
    expect(below.confidence).toBe("high");
    expect(below.layerConfidence).toEqual({
      visibility: "high",
      integrity: "medium",
      flow: "medium",
      learning: "medium",
      resilience: "high",
    });
    expect(at.withoutReliablePlace).toEqual([]);
    expect(at.layerConfidence.integrity).toBe("high");
  });
});

describe("First fixes (section 5)", () => {
  it("take known gaps before unknowns, the lowest first and then in bank order", () => {
    const gapsOnly = diagnostic("4 4 4 4 4 | 4 4 4 4 4 | 1 x 0 3 1 | 4 4 4 4 4 | 4 4 4 4 4");

    expect(gapsOnly.fixes).toEqual([
      { item: "F3", kind: "gap" },
      { item: "F1", kind: "gap" },
      { item: "F5", kind: "gap" },
    ]);
  });

  it("take unknowns after gaps, and what is there in part last", () => {
    const mixed = diagnostic("4 4 4 4 4 | 4 4 4 4 4 | 2 x 1 3 4 | 4 4 4 4 4 | 4 4 4 4 4");

    expect(mixed.fixes).toEqual([
      { item: "F3", kind: "gap" },
      { item: "F2", kind: "unknown" },
      { item: "F1", kind: "partial" },
    ]);
  });

  it("come from the first job, then the dominant layer, then the rest of the order of work", () => {
    const result = snapshot("0 1 | 0 1 | 1 0 | 4 4 | 0 x");

    expect(result.dominant).toBe("resilience");
    expect(result.sequence).toEqual(["visibility", "integrity", "flow", "resilience"]);
    expect(result.fixes.map(({ item }) => item)).toEqual(["V1", "V2", "R1"]);
  });

  it("go on to the next layer in the order of work when the first has fewer than three", () => {
    const result = snapshot("4 4 | 1 4 | 0 2 | 4 4 | 4 4");

    expect(result.fixes).toEqual([
      { item: "F1", kind: "gap" },
      { item: "F2", kind: "partial" },
      { item: "P1", kind: "gap" },
    ]);
  });

  it("are fewer than three when fewer are left in the layers below 75", () => {
    const result = snapshot("4 2 | 1 4 | 4 4 | 4 4 | 4 4");

    expect(result.fixes).toEqual([{ item: "P1", kind: "gap" }]);
  });

  it("give way to practices worth protecting when no layer is dominant", () => {
    const result = diagnosticAt(75, 75, 75, 75, 75);
    const fullCredit = ["V1", "V2", "P1", "P2", "F1", "F2", "L1", "L2", "R1", "R2"];

    expect(result.fixes).toEqual([]);
    expect(result.protect).toHaveLength(3);
    expect(new Set(result.protect).size).toBe(3);
    expect(fullCredit).toEqual(expect.arrayContaining(result.protect));
  });

  it("protect only what earns full credit", () => {
    const result = nearlyFull({ V1: 2, P1: 2, F1: 2, L1: 3 });
    const partial = ["V1", "P1", "F1", "L1"];

    expect(result.dominant).toBeNull();
    expect(result.protect).toHaveLength(3);
    expect(result.protect.filter((id) => partial.includes(id))).toEqual([]);
  });

  it("leave nothing to protect as long as a layer is dominant", () => {
    const result = diagnosticAt(100, 100, 100, 100, 70);

    expect(result.protect).toEqual([]);
    expect(result.fixes).toHaveLength(3);
  });
});

describe("Verdict (section 6)", () => {
  const ranks: Record<string, Record<string, number>> = {
    "0, designed too little (D 47)": { V3: 1, V4: 2, P1: 2, P3: 2, F4: 2, L3: 2, R2: 2, R3: 2 },
    "1, enforced too little (E 59)": { V5: 2, P4: 2, P5: 2, F2: 2, R4: 2, R5: 1 },
    "2, one of the four not true": { V2: 2 },
    "3, functioning": {},
  };

  it.each([
    ["0, designed too little (D 47)", "crm", "SCENARIO_A"],
    ["0, designed too little (D 47)", "sheet", "NO_SYSTEM"],
    ["0, designed too little (D 47)", "none", "NO_SYSTEM"],
    ["0, designed too little (D 47)", undefined, "NO_SYSTEM"],
    ["1, enforced too little (E 59)", "crm", "SCENARIO_B"],
    ["1, enforced too little (E 59)", "sheet", "PROCESS_NO_TOOL"],
    ["1, enforced too little (E 59)", "none", "PROCESS_NO_TOOL"],
    ["1, enforced too little (E 59)", undefined, "PROCESS_NO_TOOL"],
    ["2, one of the four not true", "crm", "PARTIAL"],
    ["2, one of the four not true", "sheet", "PARTIAL"],
    ["2, one of the four not true", "none", "PARTIAL"],
    ["2, one of the four not true", undefined, "PARTIAL"],
    ["3, functioning", "crm", "FUNCTIONING"],
    ["3, functioning", "sheet", "FUNCTIONING"],
    ["3, functioning", "none", "FUNCTIONING"],
    ["3, functioning", undefined, "FUNCTIONING"],
  ])("of rank %s on the tool %s is %s", (rank, tool, verdict) => {
    const context: Record<string, string> = tool === undefined ? {} : { c_tool: tool };

    expect(nearlyFull(ranks[rank] ?? {}, { context }).verdict).toBe(verdict);
  });

  it("leaves rank 0 when D reaches 50", () => {
    const crm = { context: { c_tool: "crm" } };
    const below = nearlyFull({ V3: 1, V4: 2, P1: 2, P3: 2, F4: 2, L3: 2, R2: 2, R3: 2 }, crm);
    const at = nearlyFull({ V3: 2, V4: 2, P1: 2, P3: 2, F4: 2, L3: 2, R2: 2, R3: 2 }, crm);

    expect(below).toMatchObject({ define: 46.875, verdict: "SCENARIO_A" });
    expect(at).toMatchObject({ define: 50, verdict: "FUNCTIONING" });
  });

  it("leaves rank 1 when E passes 60", () => {
    const crm = { context: { c_tool: "crm" } };
    const below = nearlyFull({ V5: 2, P4: 2, P5: 2, F2: 2, R4: 2, R5: 1 }, crm);
    const above = nearlyFull({ V5: 2, P4: 2, P5: 2, F2: 2, R4: 2, R5: 2 }, crm);

    expect(below).toMatchObject({ enforce: 59.375, verdict: "SCENARIO_B" });
    expect(above).toMatchObject({ enforce: 62.5, verdict: "FUNCTIONING" });
  });

  it("is functioning only with every layer at 50 or more", () => {
    const below = nearlyFull({ L1: 3, L2: 1, L3: 2, L4: 2, L5: 1 });
    const at = nearlyFull({ L1: 3, L2: 1, L3: 2, L4: 2, L5: 2 });

    expect(below).toMatchObject({ fourYes: true, verdict: "PARTIAL", layers: { learning: 45 } });
    expect(at).toMatchObject({ fourYes: true, verdict: "FUNCTIONING", layers: { learning: 50 } });
  });

  it("stands in a Snapshot on P1 and R2 for D and on V1, F1 and F2 for E", () => {
    const result = snapshot("2 4 | 1 4 | 2 1 | 4 4 | 4 2");

    expect(result.define).toBe(37.5);
    expect(result.enforce).toBe((25 * 5) / 3);
  });

  it.each<[item: string, credit: number | "x"]>([
    ["V1", 2],
    ["V1", "x"],
    ["V2", 2],
    ["V2", "x"],
    ["F1", 2],
    ["F1", "x"],
    ["L1", 1],
    ["L1", "x"],
  ])("shows three of four true when %s earns %s", (item, credit) => {
    const result = nearlyFull({ [item]: credit });

    expect(result.fourYes).toBe(false);
    expect(result.fourYesItems).toEqual(["V1", "V2", "F1", "L1"].map((id) => ({ item: id, passed: id !== item })));
    expect(result.verdict).toBe("PARTIAL");
  });

  it("counts L1 as true from credit 3 on", () => {
    const result = nearlyFull({ L1: 3 });

    expect(result.fourYes).toBe(true);
    expect(result.fourYesItems).toContainEqual({ item: "L1", passed: true });
  });

  it("fails the practical test only when P1 and F2 are at most 1 and P2 cannot be told", () => {
    const verdict = (P1: number, F2: number, P2: number | "x") =>
      nearlyFull({ P1, F2, P2 }, { context: { c_tool: "crm" } }).verdict;

    expect(verdict(1, 1, "x")).toBe("SCENARIO_A");
    expect(verdict(0, 0, "x")).toBe("SCENARIO_A");
    expect(verdict(1, 1, 1)).toBe("FUNCTIONING");
    expect(verdict(2, 1, "x")).toBe("FUNCTIONING");
    expect(verdict(1, 2, "x")).toBe("FUNCTIONING");
  });

  it("fails the practical test also when P2 was not answered at all", () => {
    const { P2: _left, ...answers } = fullMarksExcept("diagnostic", { P1: 1, F2: 1 });

    expect(score(bank, "diagnostic", { answers }).verdict).toBe("NO_SYSTEM");
  });
});

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
    const ids = itemsOf(instrument).map(({ id }) => id);
    const asDk = Object.fromEntries(ids.slice(0, unknowns).map((id) => [id, "dk"]));
    const answered = fullMarksExcept(instrument, {});
    const asMissing = Object.fromEntries(Object.entries(answered).filter(([id]) => !(id in asDk)));

    expect(score(bank, instrument, { answers: { ...answered, ...asDk } }).confidence).toBe(level);
    expect(score(bank, instrument, { answers: asMissing }).confidence).toBe(level);
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
      score(bank, instrument, { answers: fullMarksExcept(instrument, {}), elapsedSeconds, carriedOver });

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
    const shown = score(bank, "diagnostic", EXAMPLES.E2.submission);
    const hasty = snapshot("2 2 | 2 2 | 2 2 | 3 1 | 2 2", { elapsedSeconds: 21 });
    const blind = score(bank, "diagnostic", EXAMPLES.E5.submission);

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

    expect(score(bank, "diagnostic", { answers: withoutV2 }).contradictions).toEqual([]);
  });

  it("X1 is the only one a Snapshot looks for", () => {
    const answers = fullMarksExcept("diagnostic", { V2: 0, P1: 1, L1: 0, R2: 0 });
    const sizing = { z_miss: 50 };

    expect(score(bank, "snapshot", { answers, sizing }).contradictions).toEqual(["X1"]);
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

describe("Cost of the gap (section 8)", () => {
  it.each<[level: number, credits: string, low: number, high: number]>([
    [0, "x x x x x | x x x x x | x x x x x | x x x x x | x x x x x", 16, 52],
    [25, "1 1 1 1 1 | 1 1 1 1 1 | 1 1 1 1 1 | 1 1 1 1 1 | 1 1 1 1 1", 12, 36],
    [50, "2 2 2 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 3 1 2 2 2 | 2 2 2 2 2", 8, 23],
    [75, "4 2 3 3 3 | 4 2 3 3 3 | 4 2 2 3 4 | 3 2 3 3 4 | 4 2 3 3 3", 4, 11],
    [90, "4 2 4 4 4 | 4 2 4 4 4 | 4 2 4 4 4 | 4 2 4 4 4 | 4 2 4 4 4", 1.5, 4],
    [100, "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4", 0, 0],
  ])("with all layers at %d could bring back what the table says", (level, credits, low, high) => {
    const result = diagnostic(credits);

    expect(inALayer(result)).toEqual([level, level, level, level, level]);
    expect(Math.abs(result.recoverablePercent[0] - low)).toBeLessThanOrEqual(low === 1.5 ? 0.05 : 0.5);
    expect(Math.abs(result.recoverablePercent[1] - high)).toBeLessThanOrEqual(0.5);
  });

  it("shows no money without deals a month, deal value and win rate", () => {
    const { answers } = EXAMPLES.E2.submission;
    const all = { z_opps: 12, z_acv: 15_000, z_win: 22 };
    const money = (sizing: Record<string, number>) => score(bank, "diagnostic", { answers, sizing }).money;

    expect(money({})).toBeNull();
    for (const left of ["z_opps", "z_acv", "z_win"])
      expect(money(Object.fromEntries(Object.entries(all).filter(([id]) => id !== left)))).toBeNull();
    expect(money(all)).toMatchObject({ annualNewRevenue: 475_200, recoverable: [52_000, 150_000], forecastGap: null });
  });

  it("names no range when there are no new deals, only the open deals that may not be real", () => {
    const { answers } = EXAMPLES.E2.submission;
    const sizing = { z_opps: 0, z_acv: 15_000, z_win: 22, z_cycle: 60, z_open: 7 };

    const result = score(bank, "diagnostic", { answers, sizing });

    expect(result.money?.recoverable ?? null).toBeNull();
    expect(result.doubtfulDeals).toEqual({ listed: 7, expected: 0, doubtful: 7 });
  });

  it("measures a forecast gap of nothing when the forecast was met", () => {
    const { answers, sizing } = EXAMPLES.E2.submission;

    expect(score(bank, "diagnostic", { answers, sizing: { ...sizing, z_miss: 0 } }).money?.forecastGap).toBe(0);
  });

  it("counts a tenth more of one lever as a tenth of a year, and a tenth of the cycle as days", () => {
    const result = score(bank, "diagnostic", EXAMPLES.E2.submission);

    expect(result.money?.tenPercentMore).toBe(47_520);
    expect(result.cycleDaysSooner).toBe(6);
    expect(diagnosticAt(50, 50, 50, 50, 50).cycleDaysSooner).toBeNull();
  });

  it.each([
    [51_983, 52_000],
    [52_499, 52_000],
    [52_500, 53_000],
    [149_999, 150_000],
    [154_999, 150_000],
    [155_000, 160_000],
    [994, 990],
    [995, 1000],
    [7, 7],
    [0, 0],
  ])("rounds %d to the two significant figures of %d", (amount, rounded) => {
    expect(twoSignificantFigures(amount)).toBe(rounded);
  });

  it("doubts the open deals beyond a quarter over what the cycle explains, in whole deals", () => {
    const doubtful = (z_opps: number, z_cycle: number, z_open: number) =>
      score(bank, "diagnostic", { answers: {}, sizing: { z_opps, z_cycle, z_open } }).doubtfulDeals;

    expect(doubtful(8, 152, 50)).toEqual({ listed: 50, expected: 40, doubtful: 0 });
    expect(doubtful(8, 152, 51)).toEqual({ listed: 51, expected: 40, doubtful: 1 });
    expect(doubtful(8, 152, 12)).toEqual({ listed: 12, expected: 40, doubtful: 0 });
    expect(doubtful(10, 30, 20)).toEqual({ listed: 20, expected: 9.9, doubtful: 7 });
  });

  it("has no line on doubtful deals without deals a month, cycle and open deals", () => {
    const all = { z_opps: 8, z_cycle: 152, z_open: 51 };
    for (const left of ["z_opps", "z_cycle", "z_open"]) {
      const sizing = Object.fromEntries(Object.entries(all).filter(([id]) => id !== left));

      expect(score(bank, "diagnostic", { answers: {}, sizing }).doubtfulDeals).toBeNull();
    }
  });

  it("gives the points left over to the largest remainders, and level ones to the upstream layers", () => {
    const shares = (...credits: Five) => {
      const [visibility, integrity, flow, learning, resilience] = credits;
      return Object.values(gapShares(bank, { visibility, integrity, flow, learning, resilience }, 2));
    };

    expect(shares(8, 7, 7, 8, 7)).toEqual([0, 34, 33, 0, 33]);
    expect(shares(7, 7, 7, 7, 6)).toEqual([17, 17, 17, 16, 33]);
    expect(shares(6, 7, 8, 8, 8)).toEqual([67, 33, 0, 0, 0]);
    expect(shares(7, 8, 8, 8, 6)).toEqual([33, 0, 0, 0, 67]);
    expect(shares(0, 0, 0, 0, 0)).toEqual([20, 20, 20, 20, 20]);
    expect(shares(8, 8, 8, 8, 8)).toEqual([0, 0, 0, 0, 0]);
  });
});
