import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { endOf, openUntil } from "#src/assessments/blind-spots/rules.ts";
import { CONTENT, readContent } from "#src/content.ts";
import { catalogueOf } from "#src/instruments/banks.ts";
import { publishedFile } from "#src/instruments/checksum.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { DAY } from "#src/time.ts";
import { constants } from "#src/words/method.ts";
import { methodText } from "#src/words/method-text.ts";
import { first, second } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

const { method } = words;

/** The questions of 2.0.0 alone: the page reads nothing of what is said of answers. */
const both = catalogueOf([first, second as Bank]);
const filled = methodText(both, method);
const textOf = (page: ReturnType<typeof methodText>, major: number, section?: string) =>
  page.sections
    .filter(({ id }) => section === undefined || id === section)
    .flatMap(({ text }) => text.filter((line) => line.major === null || line.major === major))
    .map(({ text }) => text)
    .join(" ");

test("the method page names every constant of the model, out of the bank", () => {
  const asked = new Set([...JSON.stringify(method).matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const known = new Set([first, second].flatMap((version) => Object.keys(constants(version))));
  // Filled where it is shown: the version before a line, and until when a question was asked.
  const shown = ["major", "version"];
  expect([...asked].toSorted()).toEqual([...known, ...shown].toSorted());
  expect(JSON.stringify(filled.sections)).not.toMatch(/\{\w+\}/);
});

test("it says the numbers of the method, sections 3 to 9", () => {
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
    for (const major of [1, 2]) expect(textOf(filled, major)).toContain(said);
});

test("what one version alone says is told with its name, and nothing of a version that is not published", () => {
  expect(textOf(filled, 1, "dominant")).not.toContain("unsettled");
  expect(textOf(filled, 2, "dominant")).toContain("clear fell from 24% to 14% of Snapshots and from 32% to 21%");
  expect(textOf(filled, 2, "bands")).toContain("Unknown in place of a status when 3 or more");
  expect(textOf(filled, 2, "cost")).toContain("50% or more of the whole gap");
  const alone = methodText(catalogueOf([first]), method);
  expect(alone.sections.flatMap(({ text }) => text.map(({ major }) => major)).every((major) => major === null)).toBe(
    true,
  );
  expect(JSON.stringify(alone.sections)).not.toContain("unsettled");
  expect(alone.versions.list.map(({ version }) => version)).toEqual(["1.0.0"]);
});

test("it says how often a change is called clear by chance, section 9, and how long each version takes, section 13", () => {
  for (const rate of ["4.7% of Diagnostics", "3.9% of Snapshots", "2.7%", "about 13%", "2.6%"])
    expect(textOf(filled, 2, "change")).toContain(rate);
  expect(textOf(filled, 2, "time")).toContain("232 words: 80 seconds at that pace, and 102 for slow readers");
  expect(textOf(filled, 2, "time")).toContain("589: 200 seconds, and 254.");
  expect(textOf(filled, 1, "time")).toContain("217 words: 77 seconds at that pace, and 96 for slow readers");
});

test("it says how long what was unknown may come in, as the product counts it (2.0.0, section 10)", () => {
  const result = { completedAt: 0 };
  const said = textOf(filled, 2, "blind-spots");
  expect(said).toContain(`within ${openUntil(result) / DAY} days of the result`);
  expect(said).toContain(`works for ${endOf("colleague", result, 0) / DAY} days at most`);
});

test("a change of a constant in the bank changes the page", () => {
  const other = structuredClone(second) as Bank;
  other.model.dominant.tieWindow = 7;
  const page = methodText(catalogueOf([first, other]), method);
  expect(textOf(page, 2, "dominant")).toContain("within 7 points of it count as level");
  expect(textOf(page, 1, "dominant")).toContain("within 5 points of it count as level");
});

test("every number on a result leads to a paragraph that is there", () => {
  const ids = new Set(filled.sections.map(({ id }) => id));
  const folder = "src/components";
  const beside = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".astro"))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(/<How of="([\w-]+)"/g)].map(([, id]) => id ?? ""),
    );
  const linked = [...beside, ...Object.keys(words.pages.result.methodParts)];
  expect(new Set(linked).size).toBeGreaterThan(9);
  expect(linked.filter((id) => !ids.has(id))).toEqual([]);
});

test("a source that is an address is a link, over https", () => {
  const linked = method.sources.list.flatMap(({ links }) => links);
  expect(linked.length).toBeGreaterThan(20);
  for (const { source } of method.sources.list) expect(source).not.toMatch(/https?:/);
});

test("every published version has its line in the history", () => {
  const published = Object.keys(readContent(join(CONTENT, "instruments"), "published.json", publishedFile));
  expect(method.versions.list.map(({ version }) => version)).toEqual(expect.arrayContaining(published));
});

test("it claims nothing that the method forbids", () => {
  expect(JSON.stringify(method)).not.toMatch(/\b(validated|benchmark|percentile|progress)\b|[!—]/i);
});
