import { describe, expect, it } from "vitest";
import { isAskedUnchanged } from "#src/instruments/change.ts";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { first, second } from "#test/support/factories.ts";

/** The items of bank 1.0.0, copied by hand from the method: id, layer, facet, credits of options a, b, c and on. */
const ITEMS = `
V1 visibility enforce 0124
V2 visibility observe 0124
V3 visibility define  01234
V4 visibility define  01234
V5 visibility enforce 01234
P1 integrity  define  0124
P2 integrity  observe 1234
P3 integrity  define  01234
P4 integrity  enforce 01234
P5 integrity  enforce 01234
F1 flow       enforce 0124
F2 flow       enforce 0124
F3 flow       observe 0124
F4 flow       define  01234
F5 flow       observe 01234
L1 learning   observe 0134
L2 learning   observe 0124
L3 learning   define  01234
L4 learning   observe 01234
L5 learning   observe 01234
R1 resilience observe 0124
R2 resilience define  0124
R3 resilience define  01234
R4 resilience enforce 01234
R5 resilience enforce 01234`;
const SNAPSHOT = ["V1", "V2", "P1", "P2", "F1", "F2", "L1", "L2", "R1", "R2"];

describe("Version 1.0.0", () => {
  it("holds the 25 items of the method with their layers, facets, options and credits", () => {
    const listed = ITEMS.trim()
      .split("\n")
      .map((line) => line.split(/\s+/));

    expect(
      first.items.map(({ id, layer, facet, options }) => [
        id,
        layer,
        facet,
        options.map(({ credit }) => credit).join(""),
      ]),
    ).toEqual(listed);
    for (const { options } of first.items)
      expect(options.map(({ id }) => id)).toEqual(["a", "b", "c", "d", "e"].slice(0, options.length));
  });

  it("asks ten of them in the Snapshot and all in the Diagnostic", () => {
    expect(first.instruments.snapshot.items).toEqual(SNAPSHOT);
    expect(first.instruments.diagnostic.items).toEqual(first.items.map(({ id }) => id));
    expect(first.instruments.snapshot.context).toEqual(["c_tool"]);
    expect(first.instruments.diagnostic.context).toEqual(["c_tool"]);
  });

  it("chains the layers as section 5 does", () => {
    expect(first.layers.map(({ id, prerequisites }) => [id, ...prerequisites])).toEqual([
      ["visibility"],
      ["integrity", "visibility"],
      ["flow", "visibility", "integrity"],
      ["learning", "visibility", "integrity"],
      ["resilience", "visibility", "integrity", "flow"],
    ]);
  });

  it("builds its two tests on the items that section 6 names", () => {
    const gates = first.items.flatMap(({ id, gate }) => {
      if (!gate) return [];
      return [[id, gate.test, gate.test === "fourYes" ? gate.passCredit : gate.failCreditAtMost]];
    });

    expect(gates).toEqual([
      ["V1", "fourYes", 4],
      ["V2", "fourYes", 4],
      ["P1", "practical", 1],
      ["P2", "practical", 0],
      ["F1", "fourYes", 4],
      ["F2", "practical", 1],
      ["L1", "fourYes", 3],
    ]);
  });

  it("offers three tools, six sizing numbers with their bounds, and six contradictions", () => {
    expect(first.context.find(({ id }) => id === "c_tool")?.options.map(({ id }) => id)).toEqual([
      "none",
      "sheet",
      "crm",
    ]);
    expect(first.sizing.map(({ id, min, max }) => [id, min, max])).toEqual([
      ["z_opps", 0, 10_000],
      ["z_acv", 1, 10_000_000],
      ["z_win", 1, 95],
      ["z_cycle", 1, 1000],
      ["z_open", 0, 100_000],
      ["z_miss", 0, 90],
    ]);
    expect(first.contradictions.map(({ id }) => id)).toEqual(["X1", "X2", "X3", "X4", "X5", "X6"]);
  });
});

describe("Version 2.0.0", () => {
  it("asks what its design lists, in place of eight questions of 1.0.0", () => {
    expect(second.items.flatMap(({ id, replaces }) => (replaces ? [[replaces, id]] : []))).toEqual([
      ["V2", "V6"],
      ["P1", "P6"],
      ["P3", "P7"],
      ["F1", "F6"],
      ["F3", "F7"],
      ["L2", "L6"],
      ["L5", "L7"],
      ["R3", "R6"],
    ]);
    expect(second.instruments.snapshot.items).toEqual("V1 V6 P6 P2 F6 F2 L1 L6 R1 R2".split(" "));
    expect(second.instruments.diagnostic.items).toEqual(second.items.map(({ id }) => id));
  });

  it("keeps 17 of 25 questions unchanged, at least three in every layer", () => {
    const kept = second.items.filter(({ id }) => isAskedUnchanged(first, second, id));
    const inLayer = (layer: string) => kept.filter((item) => item.layer === layer).length;
    expect(kept).toHaveLength(17);
    expect(LAYER_IDS.map(inLayer)).toEqual([4, 3, 3, 3, 4]);
  });

  it("holds the rules that 1.0.0 does not have as values", () => {
    const { dominant, statusUnknownAt, verdict } = second.model;
    expect(dominant.clearNeedsKnown).toBe(true);
    expect(statusUnknownAt).toEqual({ snapshot: 2, diagnostic: 3 });
    expect(verdict.toolIds).toEqual(["tool", "crm"]);
    expect([first.model.dominant.clearNeedsKnown, first.model.statusUnknownAt, first.model.verdict.toolIds]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
