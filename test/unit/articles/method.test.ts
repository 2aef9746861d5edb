import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CONTENT, readContent } from "#src/content.ts";
import { publishedFile } from "#src/instruments/checksum.ts";
import { constants, methodText } from "#src/words/method.ts";
import { bank } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

const { method } = words;

const filled = methodText(bank, method);

test("the method page names every constant of the model, out of the bank", () => {
  const asked = new Set([...JSON.stringify(method).matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  expect([...asked].toSorted()).toEqual(Object.keys(constants(bank)).toSorted());
  expect(JSON.stringify(filled)).not.toMatch(/\{\w+\}/);
});

test("it says the numbers of the method, sections 3 to 9", () => {
  const text = filled.sections.map(({ text: lines }) => lines.join(" ")).join(" ");
  for (const said of [
    "70% of the mean of the five layers plus 30% of the lowest layer",
    "within 5 points of it count as level",
    "at least 25 points away in the Snapshot or 15 in the Diagnostic",
    "at least 30% of the questions could not be answered",
    "high up to 8% and medium up to 24%; in the Snapshot it is medium up to 10% and never high",
    "under 22 seconds (Snapshot) or 57 seconds (Diagnostic)",
    "between 3% and 8% of revenue",
    "days to a decision / 30.4",
    "above 1.25 times that figure",
    "from 10 points overall and 25 points for a layer in the Diagnostic, and 17 points overall in the Snapshot",
  ])
    expect(text).toContain(said);
});

test("a change of a constant in the bank changes the page", () => {
  const other = structuredClone(bank);
  other.model.dominant.tieWindow = 7;
  const section = methodText(other, method).sections.find(({ id }) => id === "dominant");
  expect(section?.text.join(" ")).toContain("within 7 points of it count as level");
});

test("every number on a result leads to a paragraph that is there", () => {
  const ids = new Set(filled.sections.map(({ id }) => id));
  const folder = "src/components";
  const linked = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".astro"))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(/<How of="([\w-]+)"/g)].map(([, id]) => id ?? ""),
    );
  expect(new Set(linked).size).toBeGreaterThan(9);
  expect(linked.filter((id) => !ids.has(id))).toEqual([]);
});

test("every published version has its line in the history", () => {
  const published = Object.keys(readContent(join(CONTENT, "instruments"), "published.json", publishedFile));
  expect(method.versions.list.map(({ version }) => version)).toEqual(expect.arrayContaining(published));
});

test("it claims nothing that the method forbids", () => {
  expect(JSON.stringify(method)).not.toMatch(/\b(validated|benchmark|percentile|progress)\b|[!—]/i);
});
