import { describe, expect, it } from "vitest";
import type { Bank, Item } from "#src/instruments/instrument.ts";
import { lintQuestions } from "#src/instruments/lint.ts";
import { first } from "#test/support/factories.ts";

/** A copy of the bank to spoil, with its items found by id. */
function copyOfBank(): { copy: Bank; item: (id: string) => Item } {
  const copy = structuredClone(first);
  const item = (id: string) => {
    const found = copy.items.find((own) => own.id === id);
    if (!found) throw new Error(`The bank has no item ${id}.`);
    return found;
  };
  return { copy, item };
}

describe("Lint of the bank", () => {
  /** The faults of a bank that was spoiled in one place. */
  function faultsAfter(spoil: (copy: Bank, item: (id: string) => Item) => void): string[] {
    const { copy, item } = copyOfBank();
    spoil(copy, item);
    return lintQuestions(copy);
  }

  it("finds nothing in the bank as it is", () => {
    expect(lintQuestions(first)).toEqual([]);
  });

  it("says that an id stands twice", () => {
    const faults = faultsAfter((copy, item) => copy.items.push(item("F2")));

    expect(faults).toEqual([expect.stringMatching(/^items.*F2 stands twice/)]);
  });

  it("says in which order the layers must stand", () => {
    const faults = faultsAfter((copy) => copy.layers.push(...copy.layers.splice(3, 1)));

    expect(faults).toEqual([
      expect.stringMatching(/^bank\.yaml: layers must .* visibility, integrity, flow, learning, resilience/),
    ]);
  });

  it("says that a prerequisite does not lie upstream", () => {
    const faults = faultsAfter((copy) => copy.layers[1]?.prerequisites.push("learning", "integrity"));

    expect(faults).toEqual([
      expect.stringMatching(/^bank\.yaml: layer integrity: prerequisite learning does not lie upstream/),
      expect.stringMatching(/^bank\.yaml: layer integrity: prerequisite integrity does not lie upstream/),
    ]);
  });

  it("says that an option stands twice", () => {
    const faults = faultsAfter((_copy, item) => Object.assign(item("L1").options[1] ?? {}, { id: "a" }));

    expect(faults).toEqual([expect.stringMatching(/^items\/learning\.yaml: item L1: option "a" stands twice/)]);
  });

  it('says that "dk" is not free for an option', () => {
    const faults = faultsAfter((_copy, item) => Object.assign(item("R3").options[0] ?? {}, { id: "dk" }));

    expect(faults).toEqual([expect.stringMatching(/^items\/resilience\.yaml: item R3: "dk" is kept/)]);
  });

  it.each([
    ["fall", [0, 2, 1, 4], "0, 2, 1, 4"],
    ["stay level", [0, 1, 1, 4], "0, 1, 1, 4"],
  ])("says that credits %s", (_how, credits, listed) => {
    const faults = faultsAfter((_copy, item) => {
      for (const [place, option] of item("P1").options.entries()) option.credit = credits[place] ?? 0;
    });

    expect(faults).toEqual([
      expect.stringMatching(new RegExp(`^items/integrity\\.yaml: item P1: credits must rise .*${listed}`)),
    ]);
  });

  it("says that the last option does not earn credit 4", () => {
    const faults = faultsAfter((_copy, item) => item("F4").options.pop());

    expect(faults).toEqual([expect.stringMatching(/^items\/flow\.yaml: item F4: the last option must .* 4.* 3/)]);
  });

  it("says that an instrument asks an item the bank lacks, and which layer is short of one", () => {
    const faults = faultsAfter((copy) => copy.instruments.snapshot.items.splice(9, 1, "R9"));

    expect(faults).toEqual([
      expect.stringMatching(/^bank\.yaml: instrument snapshot: asks item R9, which is not in the bank/),
      expect.stringMatching(/^bank\.yaml: instrument snapshot: leaves out item R2/),
      expect.stringMatching(/^bank\.yaml: instrument snapshot: layer resilience has 1 items, .* 2/),
    ]);
  });

  it("says that an instrument asks an item that does not name it", () => {
    const faults = faultsAfter((_copy, item) => Object.assign(item("V2"), { instruments: ["diagnostic"] }));

    expect(faults).toEqual([expect.stringMatching(/^bank\.yaml: instrument snapshot: asks item V2, .*not name this/)]);
  });

  it("says that an instrument leaves out an item that names it", () => {
    const faults = faultsAfter((_copy, item) => item("V3").instruments.push("snapshot"));

    expect(faults).toEqual([expect.stringMatching(/^bank\.yaml: instrument snapshot: leaves out item V3/)]);
  });

  it("says that a layer has too many items", () => {
    const faults = faultsAfter((copy, item) => {
      item("F5").instruments.push("snapshot");
      copy.instruments.snapshot.items.push("F5");
    });

    expect(faults).toEqual([expect.stringMatching(/^bank\.yaml: instrument snapshot: layer flow has 3 items, .* 2/)]);
  });

  it.each(["context", "after"] as const)("says that an instrument asks an unknown context item (%s)", (list) => {
    const faults = faultsAfter((copy) => copy.instruments.diagnostic[list].push("c_mood"));

    expect(faults).toEqual([expect.stringMatching(/^bank\.yaml: instrument diagnostic: asks "c_mood"/)]);
  });

  it("says that a contradiction looks at items or sizing numbers the bank lacks", () => {
    const faults = faultsAfter((copy) => {
      copy.contradictions[0]?.when.items.push({ item: "V8" });
      copy.contradictions[4]?.when.several?.of.push({ item: "R8" });
      Object.assign(copy.contradictions[5]?.when.sizing ?? {}, { field: "z_luck" });
    });

    expect(faults).toEqual([
      expect.stringMatching(/^bank\.yaml: contradiction X1: item "V8" is not in the bank/),
      expect.stringMatching(/^bank\.yaml: contradiction X5: item "R8" is not in the bank/),
      expect.stringMatching(/^bank\.yaml: contradiction X6: sizing number "z_luck" is not in the bank/),
    ]);
  });

  it.each(["bands", "layerStatuses"] as const)("says that %s do not start at 0 or do not rise", (name) => {
    const late = faultsAfter((copy) => copy.model[name].shift());
    const level = faultsAfter((copy) => Object.assign(copy.model[name][2] ?? {}, { min: 25 }));

    expect(late).toEqual([expect.stringMatching(new RegExp(`^bank\\.yaml: model\\.${name}: .*25, 50, 75, 90`))]);
    expect(level).toEqual([expect.stringMatching(new RegExp(`^bank\\.yaml: model\\.${name}: .*0, 25, 25, 75, 90`))]);
  });
});
