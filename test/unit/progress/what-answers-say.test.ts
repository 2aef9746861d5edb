import { describe, expect, test } from "vitest";
import { catalogueOf } from "#src/instruments/banks.ts";
import { whatAnswersSay } from "#src/progress/commitments/what-answers-say.ts";
import type { Occasion } from "#src/scoring/compare.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { fill } from "#src/words/phrase.ts";
import { first as bank, banks, creditsOf } from "#test/support/factories.ts";
import { E2, E6, START } from "#test/support/occasions.ts";
import { words } from "#test/support/words.ts";

const { commitments } = words;

describe("what the answers say of a commitment's layer", () => {
  /** The same sitting with another displayed score of integrity; nothing else of it matters to a threshold. */
  const at = (integrity: number, base = E6): Occasion => ({
    ...base,
    result: { ...base.result, confidence: "medium", layers: { ...base.result.layers, integrity } },
  });
  const says = (before: Occasion, after: Occasion, layer: "integrity" | "learning" = "integrity") =>
    whatAnswersSay({ banks, words: commitments.answers, layer, before, after });
  const sentence = (name: keyof typeof commitments.answers, before: number, after: number, threshold = 25) =>
    fill(commitments.answers[name], { layer: "Pipeline Integrity", before, after, threshold });

  test("a change is clear from 25 points on, not at 24, up or down", () => {
    const was = (integrity: number) => ({ ...at(integrity), completedAt: START });
    expect(says(was(15), at(40))).toMatchObject({ clear: true, sentence: sentence("clearUp", 15, 40) });
    expect(says(was(15), at(39))).toMatchObject({ clear: false, sentence: sentence("notClear", 15, 39) });
    expect(says(was(40), at(15))).toMatchObject({ clear: true, sentence: sentence("clearDown", 40, 15) });
    expect(says(was(39), at(15))).toMatchObject({ clear: false, sentence: sentence("notClear", 39, 15) });
    expect(says(was(40), at(40))).toMatchObject({ clear: false, sentence: sentence("same", 40, 40) });
  });

  test("under 30 days a clear change is clear by size and early by date", () => {
    expect(says(E2, { ...E6, completedAt: START + 10 * DAY })).toMatchObject({
      clear: false,
      sentence:
        "Clear by size, early by date. Pipeline Integrity went from 15 to 60; under 30 days it is early to say that a change lasts.",
    });
  });

  test("a change that answers not known before make up is not called clear", () => {
    const unsure: Occasion = { ...E2, answers: { ...E2.answers, P1: "dk", P2: "dk", P4: "dk", P5: "dk" } };
    expect(says(unsure, E6)).toMatchObject({
      clear: false,
      sentence:
        "Pipeline Integrity was 15 and is 60. Without the answers that could be given at one of the two times only, the change is smaller than 25 points, and so not clear.",
    });
  });

  test("E2 to E6: integrity rose by 45, and its answers that moved are told in words", () => {
    const { sentence: said, clear, moved } = says(E2, E6);
    expect(clear).toBe(true);
    expect(said).toBe(sentence("clearUp", 15, 60));
    const item = bank.items.find(({ id }) => id === "P1");
    const label = (id: string) => item?.options.find((option) => option.id === id)?.label;
    expect(moved).toContain(`${item?.topic}: “${label("a")}”, now “${label("d")}”`);
    const others = bank.items.filter(({ layer }) => layer !== "integrity").map(({ topic }) => topic);
    for (const row of moved) expect(others.some((topic) => row.startsWith(`${topic}:`))).toBe(false);
    expect(moved).toHaveLength(4);
  });

  test("E2 to E6: nothing in learning moved", () => {
    const { sentence: said, moved } = says(E2, E6, "learning");
    expect(moved).toEqual([]);
    expect(said).toBe(fill(commitments.answers.same, { layer: "Learning Loops", before: 35 }));
  });

  test("no change of a layer is clear in the Snapshot, however large", () => {
    const low = creditsOf("2 2 | 0 x | 2 2 | 3 1 | 2 2", "snapshot", bank);
    const high = creditsOf("2 2 | 4 4 | 2 2 | 3 1 | 2 2", "snapshot", bank);
    const taken = (answers: typeof low, day: number): Occasion => ({
      instrument: "snapshot",
      completedAt: START + day * DAY,
      answers,
      result: { ...score(bank, "snapshot", { answers }), confidence: "medium" },
    });
    const said = says(taken(low, 0), taken(high, 90));
    expect(said).toMatchObject({ clear: false, sentence: sentence("snapshot", 0, 100, 50) });
    expect(said.moved).toHaveLength(2);
  });

  test("no change is clear where a reading is of low confidence", () => {
    const low: Occasion = { ...at(90), result: { ...at(90).result, confidence: "low" } };
    expect(says(at(15), low)).toMatchObject({ clear: false, sentence: sentence("uncertain", 15, 90) });
    expect(says(low, at(15))).toMatchObject({ clear: false, sentence: sentence("uncertain", 90, 15) });
  });

  test("scores of another major version are not named", () => {
    const other: Occasion = { ...E6, result: { ...E6.result, bankVersion: "2.0.0" } };
    const all = catalogueOf([bank, { ...bank, bankVersion: "2.0.0" }]);
    const said = whatAnswersSay({
      banks: all,
      words: commitments.answers,
      layer: "integrity",
      before: E2,
      after: other,
    });
    expect(said).toMatchObject({ clear: false, sentence: commitments.answers.versions });
  });

  test("an answer of not sure is named as the question names it", () => {
    const unsure: Occasion = { ...E2, answers: { ...E2.answers, P1: "dk" } };
    const item = bank.items.find(({ id }) => id === "P1");
    expect(says(E2, unsure).moved).toEqual([
      `${item?.topic}: “${item?.options.find(({ id }) => id === "a")?.label}”, now “${item?.dontKnow.label}”`,
    ]);
  });
});
