import { describe, expect, it, test } from "vitest";
import type { InstrumentId, LayerId } from "#src/names/instruments.ts";
import type { Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import { creditsOf, first, second } from "#test/support/factories.ts";

/** Scored under method 2.0.0, from credits as the method writes them. */
const under2 = (instrument: InstrumentId, credits: string, more: Partial<Submission> = {}) =>
  score(second, instrument, {
    context: { c_tool: "crm" },
    ...more,
    answers: creditsOf(credits, instrument, second),
  });
const under1 = (instrument: InstrumentId, credits: string, more: Partial<Submission> = {}) =>
  score(first, instrument, { context: { c_tool: "crm" }, ...more, answers: creditsOf(credits, instrument, first) });

const ALL_UNKNOWN = {
  snapshot: "x x | x x | x x | x x | x x",
  diagnostic: "x x x x x | x x x x x | x x x x x | x x x x x | x x x x x",
};
/** Every answer at credit 2 but L1, which has no such option, and L7 to make up for it: five layers at 50. */
const halves = (integrity: string) => `2 2 2 2 2 | ${integrity} | 2 2 2 2 2 | 3 2 2 2 1 | 2 2 2 2 2`;

describe("Clarity, section 4 of method 2.0.0", () => {
  it.each([
    // c = 6 of 20: 30. With the two unknown at full credit 14 of 20: 70, past the others' 50.
    ["unknown answers could lift it past the next", "x x 2 2 2", "unsettled"],
    // 6 of 20: 30, and 50 at most: level with the next is not below it.
    ["unknown answers could lift it level with the next", "x 2 2 1 1", "unsettled"],
    // 4 of 20: 20, and 40 at most.
    ["unknown answers could not lift it to the next", "x 1 1 1 1", "clear"],
    ["nothing in it is unknown", "1 1 1 1 1", "clear"],
    // 7 of 20: 35, a margin of 15; 55 at most.
    ["the margin is just wide enough", "x 2 2 2 1", "unsettled"],
  ])("where %s: %s is %s", (_, integrity, clarity) => {
    expect(under2("diagnostic", halves(integrity))).toMatchObject({
      dominant: "integrity",
      clarity,
      confidence: "high",
    });
    const asIn1 = under1("diagnostic", halves(integrity));
    expect(asIn1).toMatchObject({ dominant: "integrity", clarity: "clear" });
  });

  it("is not clear at low confidence, whatever the margin", () => {
    const boutique = "4 4 | 4 4 | 4 2 | 3 4 | 2 2";
    expect(under2("snapshot", boutique)).toMatchObject({ clarity: "clear", confidence: "medium" });
    expect(under2("snapshot", boutique, { elapsedSeconds: 5 })).toMatchObject({
      clarity: "unsettled",
      confidence: "low",
    });
    expect(under1("snapshot", boutique, { elapsedSeconds: 5 })).toMatchObject({ clarity: "clear", confidence: "low" });
  });

  it("keeps its other words, margin or not", () => {
    // Scores 65, 60, 45, 35, 45: learning leads, and two layers share the second lowest score.
    const e6 = under2("diagnostic", "4 2 2 3 2 | 4 2 2 3 1 | 2 2 2 2 1 | 1 2 2 1 1 | 2 2 1 2 2");
    expect(e6).toMatchObject({ clarity: "leading", dominant: "learning", nextLowest: ["flow", "resilience"] });
    expect(under2("diagnostic", halves("x x x 2 2"))).toMatchObject({
      clarity: "unsettled",
      nextLowest: expect.any(Array),
    });
    expect(under2("diagnostic", ALL_UNKNOWN.diagnostic).clarity).toBe("blind-spot");
    expect(under2("snapshot", "4 4 | 4 4 | 4 4 | 4 4 | 4 4")).toMatchObject({ clarity: "none", dominant: null });
  });
});

describe("Status, section 5 of method 2.0.0", () => {
  it.each([
    ["diagnostic", halves("x x x x x"), "Unknown"],
    ["diagnostic", halves("x x x 2 2"), "Unknown"],
    ["diagnostic", halves("- x - 2 2"), "Unknown"],
    // 6 of 20: 30.
    ["diagnostic", halves("x x 2 2 2"), "Failing"],
    ["snapshot", "2 2 | x x | 2 2 | 3 1 | 2 2", "Unknown"],
    // 3 of 8: 37.5, shown as 38.
    ["snapshot", "2 2 | x 3 | 2 2 | 3 1 | 2 2", "Failing"],
  ] as const)("%s, %s: integrity is %s", (instrument, credits, status) => {
    expect(under2(instrument, credits).statuses).toMatchObject({ integrity: status, visibility: "Weak" });
    expect(under1(instrument, credits).statuses.integrity).not.toBe("Unknown");
  });

  it("leaves score and range as they are", () => {
    const { layers, range } = under2("diagnostic", halves("x x x x x"));
    expect(layers.integrity).toBe(0);
    expect(range.integrity).toEqual([0, 100]);
  });
});

describe("Verdict, section 6 of method 2.0.0", () => {
  test("a shared board is a tool, a sheet is none; 1.0.0 does not know the board", () => {
    const verdictWith = (tool: string) =>
      under2("snapshot", "0 1 | 0 x | 1 0 | 1 1 | 1 0", { context: { c_tool: tool } }).verdict;
    expect(["none", "sheet", "tool", "crm"].map(verdictWith)).toEqual([
      "NO_SYSTEM",
      "NO_SYSTEM",
      "SCENARIO_A",
      "SCENARIO_A",
    ]);
    expect(() => under1("snapshot", ALL_UNKNOWN.snapshot, { context: { c_tool: "tool" } })).toThrow(
      "It must be one of: none, sheet, crm.",
    );
  });

  test("one unknown answer decides between the lowest and the highest verdict", () => {
    // D = 25 x 2/2 = 25; with P6 at full credit 75, E = 100, four yes, lowest layer 75.
    expect(under2("snapshot", "4 4 | x 4 | 4 4 | 4 4 | 4 2")).toMatchObject({
      verdict: "SCENARIO_A",
      verdictSettled: false,
      verdictAtBest: "FUNCTIONING",
      deciding: ["P6"],
    });
  });

  test("several unknown answers decide, each alone", () => {
    // Define credits V4 2, P6 2, P7 2, F4 2, R2 2, R6 4: D = 25 x 14/8 = 43.75. Four more make 56.25.
    const credits = "4 4 x 2 4 | 2 4 2 4 4 | 4 4 4 2 4 | 4 4 x 4 4 | 4 2 4 4 4";
    expect(under2("diagnostic", credits)).toMatchObject({
      verdict: "SCENARIO_A",
      verdictSettled: false,
      deciding: ["V3", "L3"],
    });
  });

  test("where none decides alone, the unknown define, enforce and gate items do together", () => {
    expect(under2("diagnostic", ALL_UNKNOWN.diagnostic)).toMatchObject({
      verdictSettled: false,
      verdictAtBest: "FUNCTIONING",
      deciding: "V1 V6 V3 V4 V5 P6 P2 P7 P4 P5 F6 F2 F4 L1 L3 R2 R6 R4 R5".split(" "),
    });
  });

  test("in the Snapshot a written stage rule alone lifts nothing known to rank 1, and nothing else does", () => {
    // P6 alone: D = 25 x 4/2 = 50, the practical test is passed, E = 0.
    expect(under2("snapshot", ALL_UNKNOWN.snapshot)).toMatchObject({ verdictSettled: false, deciding: ["P6"] });
  });

  test("unknown answers that cannot change the rank leave the verdict settled", () => {
    // With P6 at full credit D is 25 x 4/8 = 12.5.
    const credits = "0 0 0 0 0 | x 1 0 0 0 | 0 0 0 0 0 | 0 0 0 0 0 | 0 0 0 0 0";
    expect(under2("diagnostic", credits)).toMatchObject({ verdict: "SCENARIO_A", verdictSettled: true, deciding: [] });
  });

  test("the practical test alone fails a firm whose rules are written", () => {
    // D = 25 x (1 + 4 x 7)/8 = 90.6, but P6 = 1, F2 = 1 and P2 is not known.
    const credits = "4 4 4 4 4 | 1 x 4 4 4 | 4 1 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4";
    expect(under2("diagnostic", credits)).toMatchObject({
      verdict: "SCENARIO_A",
      practicalFail: true,
      fourYes: true,
      deciding: ["P2"],
    });
  });
});

describe("The four checks, section 7 of method 2.0.0", () => {
  const FULL = "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4";
  /** Full marks but for these items, given as credit or "x". */
  function checksOf(changed: Record<string, string>, sizing: Record<string, number> = {}) {
    const given = FULL.split(" | ").flatMap((layer) => layer.split(" "));
    const credits = second.instruments.diagnostic.items.map((id, place) => changed[id] ?? given[place]);
    const layers = [0, 5, 10, 15, 20].map((start) => credits.slice(start, start + 5).join(" "));
    return under2("diagnostic", layers.join(" | "), { sizing }).checks;
  }

  test("E2 under the new questions", () => {
    const e2 = "2 2 1 1 2 | 0 2 1 0 0 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2";
    expect(under2("diagnostic", e2, { sizing: { z_miss: 25 } }).checks).toEqual({
      fourYes: ["no", "no", "no", "no"],
      practical: ["no", "no", "yes"],
      signs: ["yes", "yes", "yes"],
      boundary: ["no", "no", "no"],
    });
  });

  test("under 1.0.0 the same lines stand on the items of 1.0.0", () => {
    const e3 = "2 1 3 3 1 | 4 2 4 2 1 | 2 1 2 3 2 | 3 2 3 2 2 | 2 4 3 2 1";
    expect(under1("diagnostic", e3).checks).toEqual({
      fourYes: ["no", "no", "no", "yes"],
      practical: ["yes", "no", "yes"],
      signs: ["yes", "no", "no"],
      boundary: ["yes", "yes", "yes"],
    });
  });

  test("full marks pass all and show no sign; all unknown is unsure, but for the share that could not be told", () => {
    expect(checksOf({})).toEqual({
      fourYes: ["yes", "yes", "yes", "yes"],
      practical: ["yes", "yes", "yes"],
      signs: ["no", "no", "no"],
      boundary: ["yes", "yes", "yes"],
    });
    expect(under2("diagnostic", ALL_UNKNOWN.diagnostic).checks).toEqual({
      fourYes: ["unsure", "unsure", "unsure", "unsure"],
      practical: ["unsure", "unsure", "no"],
      signs: ["unsure", "unsure", "unsure"],
      boundary: ["unsure", "unsure", "unsure"],
    });
  });

  test("the Snapshot has the first two only", () => {
    expect(under2("snapshot", "4 2 | 3 1 | 4 2 | 3 4 | 4 4").checks).toEqual({
      fourYes: ["yes", "no", "yes", "yes"],
      practical: ["yes", "no", "yes"],
      signs: [],
      boundary: [],
    });
  });

  it.each([
    [{ L1: "1" }, ["yes", "yes", "yes", "no"]],
    [{ L1: "3" }, ["yes", "yes", "yes", "yes"]],
    [{ F6: "x", V6: "2" }, ["yes", "no", "unsure", "yes"]],
  ] as const)("four yes with %o: %o", (changed, lines) => {
    expect(checksOf(changed).fourYes).toEqual(lines);
  });

  it.each([
    [{ P6: "2", F2: "2", P2: "1" }, ["yes", "no", "yes"]],
    [{ P6: "1", F2: "x", P2: "x" }, ["no", "unsure", "no"]],
  ] as const)("practical test with %o: %o", (changed, lines) => {
    expect(checksOf(changed).practical).toEqual(lines);
  });

  it.each([
    ["2", "4", "yes"],
    ["2", "x", "yes"],
    ["3", "1", "yes"],
    ["3", "2", "no"],
    ["3", "x", "unsure"],
    ["4", "0", "no"],
    ["4", "x", "no"],
    ["x", "1", "yes"],
    ["x", "2", "unsure"],
    ["x", "x", "unsure"],
  ])("phantom deals with response %s and stalled deals %s: %s", (P2, P4, sign) => {
    expect(checksOf({ P2, P4 }).signs[0]).toBe(sign);
  });

  it.each<[string, Record<string, number>, string]>([
    ["0", { z_miss: 10 }, "yes"],
    ["0", { z_miss: 9 }, "no"],
    ["x", { z_miss: 9 }, "no"],
    ["1", {}, "yes"],
    ["2", {}, "no"],
    ["x", {}, "unsure"],
    // Outside the bounds of the bank a number counts as absent.
    ["2", { z_miss: 95 }, "no"],
  ])("forecast with review %s and %o: %s", (L4, sizing, sign) => {
    expect(checksOf({ L4 }, sizing).signs[2]).toBe(sign);
  });

  it.each([
    [{ V3: "2", P7: "2", R6: "2" }, "yes", ["no", "no", "no"]],
    [{ V3: "3", P7: "3", R6: "3" }, "no", ["yes", "yes", "yes"]],
    [{ V3: "x", P7: "x", R6: "x" }, "unsure", ["unsure", "unsure", "unsure"]],
  ] as const)("lead source and the ends of the system with %o: sign %s, %o", (changed, sign, lines) => {
    expect(checksOf(changed).signs[1]).toBe(sign);
    expect(checksOf(changed).boundary).toEqual(lines);
  });
});

describe("Cost, section 8 of method 2.0.0", () => {
  const with_ = (V3: string, R1: string) => `4 4 ${V3} 4 4 | x 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | ${R1} 4 4 4 4`;

  it.each([
    // T = 4 unknown + 4 known.
    ["4", "0", false, 50],
    // T = 9: 4 of 9 is 44.4 %.
    ["3", "0", true, 44],
    // T = 4, all of it unknown.
    ["4", "4", false, 100],
  ])("V3 at %s and R1 at %s: shown %s, %i of every 100 unknown", (V3, R1, costShown, gapFromUnknowns) => {
    const credits = with_(V3, R1);
    expect(under2("diagnostic", credits)).toMatchObject({ costShown, gapFromUnknowns, confidence: "high" });
    expect(under1("diagnostic", credits)).toMatchObject({ costShown: true, gapFromUnknowns });
  });

  it("says nothing of unknown answers where there is no gap", () => {
    const full = under2("snapshot", "4 4 | 4 4 | 4 4 | 4 4 | 4 4");
    expect(full).toMatchObject({ costShown: true, gapFromUnknowns: 0 });
  });

  it("leaves every number as it is", () => {
    const layers: LayerId[] = ["visibility", "integrity", "flow", "learning", "resilience"];
    const [now, then] = [under2("diagnostic", with_("4", "0")), under1("diagnostic", with_("4", "0"))];
    expect(now.recoverablePercent).toEqual(then.recoverablePercent);
    // Two layers share the gap of eight credits.
    expect(layers.map((id) => now.share[id])).toEqual([0, 50, 0, 0, 50]);
  });
});
