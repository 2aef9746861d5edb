import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ContentError } from "#src/content.ts";
import { askedNow } from "#src/instruments/asked-now.ts";
import { catalogueOf } from "#src/instruments/banks.ts";
import { INSTRUMENTS, loadBanks, readBank } from "#src/instruments/catalog.ts";
import { isAskedUnchanged } from "#src/instruments/change.ts";
import type { Bank, Item } from "#src/instruments/instrument.ts";
import { lintQuestions } from "#src/instruments/lint.ts";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { banks, first, second } from "#test/support/factories.ts";

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

describe("Files of the bank", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plumbline-bank-"));
    cpSync(join(INSTRUMENTS, "1.0.0"), folder, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Replaces the first occurrence of some text in one file; the text must be there. */
  function change(file: string, from: string, to: string): void {
    const before = readFileSync(join(folder, file), "utf8");
    if (!before.includes(from)) throw new Error(`${file} does not say "${from}".`);
    writeFileSync(join(folder, file), before.replace(from, to));
  }

  it("read the same from a copy", () => {
    expect(readBank(folder)).toEqual(first);
  });

  it.each([
    ["a blank topic", "items/visibility.yaml", "topic: Lead capture", 'topic: " "', ["V1", "topic", "blank"]],
    ["a missing prompt", "items/flow.yaml", "    prompt: ", "    help2: ", ["F1", "prompt"]],
    ["an unknown key", "items/learning.yaml", "    facet: ", "    colour: red\n    facet: ", ["L1", "colour"]],
    ["a credit above 4", "items/integrity.yaml", "credit: 4", "credit: 5", ["P1", "options", "credit"]],
    ["half a credit", "items/resilience.yaml", "credit: 1 ", "credit: 1.5 ", ["R1", "options", "credit"]],
    ["an unknown facet", "items/flow.yaml", "facet: enforce", "facet: hope", ["F1", "facet"]],
    ["an id that is no id", "items/flow.yaml", "id: F1", "id: flow1", ["flow1", "capital letter"]],
    ["a version that is none", "bank.yaml", "bankVersion: 1.0.0", "bankVersion: next", ["bankVersion", "1.0.0"]],
    ["an unknown constant", "bank.yaml", "    holdAt: 75", "    holdsAt: 75", ["model dominant", "holdAt"]],
  ])("with %s are refused by file, item and field", (_fault, file, from, to, named) => {
    change(file, from, to);

    expect(() => readBank(folder)).toThrow(ContentError);
    for (const name of [`${file}: `, ...named]) expect(() => readBank(folder)).toThrow(name);
  });

  it("with credits that do not rise are refused by file and item", () => {
    change("items/integrity.yaml", "credit: 2", "credit: 1");

    expect(() => readBank(folder)).toThrow(/items\/integrity\.yaml: item P1: credits must rise/);
  });

  it("whose layer is another one than their name says are refused", () => {
    change("items/flow.yaml", "layer: flow", "layer: learning");

    expect(() => readBank(folder)).toThrow(/items\/flow\.yaml: .*learning/);
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

describe("The catalogue of versions", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plumbline-banks-"));
    cpSync(INSTRUMENTS, folder, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds every published version, frozen to the byte", () => {
    expect(loadBanks(folder).all.map(({ bankVersion }) => bankVersion)).toEqual(
      banks.all.map(({ bankVersion }) => bankVersion),
    );
    const file = join(folder, "1.0.0/items/flow.yaml");
    writeFileSync(file, `${readFileSync(file, "utf8")}# A word more.\n`);
    expect(() => loadBanks(folder)).toThrow(
      /^The content has a fault:\n1\.0\.0: a file .* has changed.*new version\.$/,
    );
  });

  it("does not start without a version that was published", () => {
    rmSync(join(folder, "1.0.0"), { recursive: true });
    expect(() => loadBanks(folder)).toThrow(/1\.0\.0: the folder .* is missing/);
  });

  it("leaves out what is not published", () => {
    cpSync(join(folder, "1.0.0"), join(folder, "9.9.9"), { recursive: true });
    expect(loadBanks(folder).newest.bankVersion).toBe(banks.newest.bankVersion);
  });

  it("speaks for a version with the newest patch of its minor, and scores with the version itself", () => {
    const version = (bankVersion: string) => ({ ...first, bankVersion });
    const all = catalogueOf(["2.0.0", "1.0.0", "1.0.10", "1.0.9", "1.1.0"].map(version));
    expect(all.newest.bankVersion).toBe("2.0.0");
    expect(all.of("1.0.0").bankVersion).toBe("1.0.10");
    expect(all.of("1.1.0").bankVersion).toBe("1.1.0");
    expect(all.exact("1.0.0").bankVersion).toBe("1.0.0");
    expect(() => all.of("3.0.0")).toThrow("Version 3.0.0 of the bank is not published here.");
  });

  it("knows which question stands in the place of a retired one, over any number of versions", () => {
    const replacing = (bankVersion: string, ids: Record<string, string>) => ({
      ...{ ...first, bankVersion },
      items: first.items.map((item) => ({ ...item, id: ids[item.id] ?? item.id, replaces: ids[item.id] && item.id })),
    });
    const second = replacing("2.0.0", { P1: "P6" });
    const third = {
      ...second,
      bankVersion: "3.0.0",
      items: [{ ...(second.items[5] as Item), id: "P9", replaces: "P6" }],
    };
    expect(askedNow(catalogueOf([first]), "P1")).toBe("P1");
    expect(askedNow(catalogueOf([first, second]), "P1")).toBe("P6");
    expect(askedNow(catalogueOf([first, second, third]), "P1")).toBe("P9");
    expect(askedNow(catalogueOf([first, second, third]), "V1")).toBe("V1");
  });
});
