import { describe, expect, it } from "vitest";
import { score } from "#src/scoring/score.ts";
import { first } from "#test/support/factories.ts";
import { fullMarksExcept, nearlyFull, snapshot } from "#test/support/scored.ts";

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

    expect(score(first, "diagnostic", { answers }).verdict).toBe("NO_SYSTEM");
  });
});
