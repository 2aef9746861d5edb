import { describe, expect, it } from "vitest";
import { diagnostic, diagnosticAt, type Five, snapshot, snapshotAt } from "#test/support/scored.ts";

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
