import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ContentError } from "#src/content.ts";
import { askedNow } from "#src/instruments/asked-now.ts";
import { catalogueOf } from "#src/instruments/banks.ts";
import { INSTRUMENTS, loadBanks, readBank } from "#src/instruments/catalog.ts";
import type { Item } from "#src/instruments/instrument.ts";
import { banks, first } from "#test/support/factories.ts";

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
