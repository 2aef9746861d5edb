import { describe, expect, it, test } from "vitest";
import type { LayerId } from "#src/names/instruments.ts";
import { ALL_UNKNOWN, under1, under2 } from "#test/support/scored.ts";

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
