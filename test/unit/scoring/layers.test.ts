import { describe, expect, it } from "vitest";
import { score } from "#src/scoring/score.ts";
import { type Answers, FIRST_EXAMPLES as EXAMPLES, first } from "#test/support/factories.ts";
import { diagnosticAt, type Five, inALayer, snapshot, snapshotAt } from "#test/support/scored.ts";

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

    expect(score(first, "snapshot", { answers: { ...answers, V3: "e", R5: "dk" } })).toEqual(
      score(first, "snapshot", { answers }),
    );
  });

  it.each(["V9", "v1", "", "constructor", "toString", "__proto__"])('refuses an item "%s" the bank lacks', (id) => {
    const answers: Answers = JSON.parse(`{"V1": "a", ${JSON.stringify(id)}: "a"}`);

    expect(() => score(first, "snapshot", { answers })).toThrow(
      expect.objectContaining({ code: "UNKNOWN_ID", message: expect.stringContaining(`"${id}"`) }),
    );
  });

  it.each(["e", "A", "", "constructor", "__proto__"])('refuses an option "%s" its item lacks', (option) => {
    expect(() => score(first, "snapshot", { answers: { V1: option } })).toThrow(
      expect.objectContaining({ code: "UNKNOWN_ID", message: expect.stringContaining("V1") }),
    );
  });

  it("refuses an unknown option of an item that the instrument does not ask", () => {
    expect(() => score(first, "snapshot", { answers: { V3: "z" } })).toThrow(
      expect.objectContaining({ code: "UNKNOWN_ID", message: expect.stringContaining("V3") }),
    );
  });

  it.each(["CRM", "", "constructor", "__proto__"])('refuses the tool "%s"', (tool) => {
    expect(() => score(first, "snapshot", { answers: {}, context: { c_tool: tool } })).toThrow(
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
    const outside = score(first, "diagnostic", { answers, sizing: { ...sizing, [field]: value } });

    expect(outside).toEqual(score(first, "diagnostic", { answers, sizing: others }));
    const { money, doubtfulDeals } = outside;
    expect(
      { doubtfulDeals, recoverable: money?.recoverable, forecastGap: money?.forecastGap }[line] ?? null,
    ).toBeNull();
  });

  it("takes sizing numbers that lie on their bounds", () => {
    const { answers } = EXAMPLES.E2.submission;
    const highest = { z_opps: 10_000, z_acv: 10_000_000, z_win: 95, z_cycle: 1000, z_open: 100_000, z_miss: 90 };

    const result = score(first, "diagnostic", { answers, sizing: highest });

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
