import { describe, expect, it } from "vitest";
import { diagnostic, diagnosticAt, nearlyFull, snapshot } from "#test/support/scored.ts";

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
