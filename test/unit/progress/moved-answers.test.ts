import { describe, expect, test } from "vitest";
import { first as bank, creditsOf } from "#test/support/factories.ts";
import { JULY_20, JUNE_3, reading, SEPTEMBER_1, seriesOf } from "#test/support/readings.ts";

describe("moved answers in words", () => {
  const base = creditsOf("2 2 2 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2", "diagnostic", bank);
  const changed = (change: Record<string, string>) =>
    seriesOf([
      reading("diagnostic", { answers: base }, JUNE_3),
      reading("diagnostic", { answers: { ...base, ...change } }, SEPTEMBER_1),
    ]).moved;

  test("one is one", () => {
    const moved = changed({ V3: "d" });
    expect(moved.heading).toBe("One answer moved, upward");
    expect(moved.sentences).toEqual(["Twenty-four stayed where they were.", "None fell."]);
    expect(moved.lines[0]).toMatchObject({ from: "Set list, often skipped", to: "Set list, mostly filled", way: null });
  });

  test("up, down and to the same credit are told apart", () => {
    const moved = changed({ V3: "d", V4: "b", V5: "a" });
    expect(moved.heading).toBe("Three answers moved: one up and two down");
    expect(moved.lines.map(({ way }) => way)).toEqual(["up", "down", "down"]);
    expect(moved.sentences).not.toContain("None fell.");
  });

  test("a move to or from not sure is neither up nor down", () => {
    const moved = changed({ V3: "dk" });
    expect(moved.heading).toBe("One answer moved, to or from not knowing");
    expect(moved.lines[0]?.to).toBe("Not sure");
    const mixed = changed({ V3: "dk", V4: "b" });
    expect(mixed.heading).toBe("Two answers moved: one down and one to or from not knowing");
    expect(mixed.lines.map(({ way }) => way)).toEqual(["to or from not knowing", "down"]);
    const level = seriesOf([
      reading("diagnostic", { answers: { ...base, V3: "dk" } }, JUNE_3),
      reading("diagnostic", { answers: { ...base, V3: "a" } }, SEPTEMBER_1),
    ]).moved;
    expect(level.heading).toBe("One answer moved, to or from not knowing");
  });

  test("what the last step took back is no move that belongs to it", () => {
    const [again, back] = [
      { ...base, V3: "e", V5: "e" },
      { ...base, V5: "e" },
    ];
    const { heading, sentences } = seriesOf([
      reading("diagnostic", { answers: base }, JUNE_3),
      reading("diagnostic", { answers: again }, JULY_20),
      reading("diagnostic", { answers: back }, SEPTEMBER_1),
    ]).moved;
    expect(heading).toBe("One answer moved, upward");
    expect(sentences).toContain("One answer moved and is back where it was: Lead source.");
    expect(sentences.join(" ")).not.toContain("last step");
  });

  test("from about half to a share that nobody can tell is neither up nor down", () => {
    const moved = changed({ P2: "dk" });
    expect(moved.heading).toBe("One answer moved, to or from not knowing");
    expect(moved.lines[0]).toMatchObject({ from: "About half", to: "Can’t tell", way: null });
    const mixed = changed({ P2: "dk", V3: "d" });
    expect(mixed.heading).toBe("Two answers moved: one up and one to or from not knowing");
    expect(mixed.lines.map(({ way }) => way)).toEqual(["up", "to or from not knowing"]);
  });
});
