import { describe, expect, it } from "vitest";
import { afterSteps, firstUnanswered, hasCheckPage, optionsOf, steps } from "#src/assessments/journey.ts";
import { nextQuestion } from "#src/assessments/next-question.ts";
import { bank, first } from "#test/support/factories.ts";

describe("The next question", () => {
  const ids = ["c_tool", "V1", "V2", "P1"];
  const given = (...answered: string[]) => Object.fromEntries(answered.map((id) => [id, "a"]));

  it.each([
    ["the next one", [], 1, 2],
    ["the next one that has no answer", ["V1"], 1, 3],
    ["one that was left out, after the last", ["c_tool", "V2", "P1"], 4, 2],
    ["the first, where nothing is answered and the last was asked", [], 4, 1],
    ["the first open one, from before the first", ["c_tool"], 0, 2],
  ] as const)("is %s", (_, answered, after, next) => {
    expect(nextQuestion(ids, given(...answered), after)).toBe(next);
  });

  it("is none when every question has an answer, also where it is not sure", () => {
    expect(nextQuestion(ids, given(...ids), 2)).toBeNull();
    expect(nextQuestion(ids, { ...given(...ids), V1: "dk" }, 2)).toBeNull();
  });

  it("is not taken in by what every object has", () => {
    expect(nextQuestion(["constructor"], {}, 0)).toBe(1);
  });
});

describe("The journey", () => {
  it("asks the tool and then ten questions in the Snapshot, 25 in the Diagnostic", () => {
    const snapshot = steps(first, "snapshot");
    const diagnostic = steps(first, "diagnostic");
    expect(snapshot.map(({ id }) => id).join(" ")).toBe("c_tool V1 V2 P1 P2 F1 F2 L1 L2 R1 R2");
    expect(snapshot.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(diagnostic).toHaveLength(26);
    expect(diagnostic.at(-1)).toEqual({ number: 26, id: "R5" });
  });

  it("asks the four optional questions after the Diagnostic only", () => {
    expect(afterSteps(bank, "snapshot")).toEqual([]);
    expect(afterSteps(bank, "diagnostic").map(({ id }) => id)).toEqual(["c_trigger", "c_team", "c_role", "c_market"]);
  });

  it("shows a check page before the Diagnostic is scored, and goes straight on in the Snapshot", () => {
    expect(hasCheckPage("diagnostic")).toBe(true);
    expect(hasCheckPage("snapshot")).toBe(false);
  });

  it("finds the first question without an answer, and none once all have one", () => {
    const all = Object.fromEntries(steps(first, "snapshot").map(({ id }) => [id, "dk"]));
    const { P1: _open, ...rest } = all;
    expect(firstUnanswered(first, "snapshot", {})).toEqual({ number: 1, id: "c_tool" });
    expect(firstUnanswered(first, "snapshot", rest)).toEqual({ number: 4, id: "P1" });
    expect(firstUnanswered(first, "snapshot", all)).toBeNull();
    expect(firstUnanswered(first, "diagnostic", all)).toEqual({ number: 4, id: "V3" });
  });

  it("offers Not sure, last, on every scored question, and on no question about the firm", () => {
    for (const { id, options } of bank.items)
      expect(optionsOf(bank, id)).toEqual([...options.map((option) => option.id), "dk"]);
    for (const { id } of bank.context) expect(optionsOf(bank, id)).not.toContain("dk");
    expect(optionsOf(bank, "V99")).toBeNull();
    expect(optionsOf(bank, "constructor")).toBeNull();
  });
});
