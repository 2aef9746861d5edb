import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { keepRead, readContent, takeRead } from "#src/content.ts";
import { pageWordsFile } from "#src/words/pages.ts";
import { banks } from "#test/support/factories.ts";
import { ROOT } from "#test/support/root.ts";
import { words } from "#test/support/words.ts";

/** A file of content that is written and read, and how often its schema was asked. */
function makeFile() {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-content-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const schema = z.object({ title: z.string() }).refine(() => {
    file.checks += 1;
    return true;
  });
  const file = {
    kept: join(folder, "content.bin"),
    checks: 0,
    write: (text: string) => writeFileSync(join(folder, "page.yaml"), text),
    read: () => readContent(folder, "page.yaml", schema),
  };
  return file;
}

test("what a build has read is not parsed and checked again while its text is the same", () => {
  const file = makeFile();
  file.write("title: One");
  expect(file.read()).toEqual({ title: "One" });
  keepRead(file.kept);
  file.write("title: Two");
  expect(file.read()).toEqual({ title: "Two" });
  expect(file.checks).toBe(2);

  file.write("title: One");
  takeRead(file.kept);
  expect(file.read()).toEqual({ title: "One" });
  expect(file.checks).toBe(2);
});

test("what has changed since the build is read anew, and refused where it is at fault", () => {
  const file = makeFile();
  file.write("title: One");
  file.read();
  keepRead(file.kept);
  takeRead(file.kept);
  file.write("title: Three");
  expect(file.read()).toEqual({ title: "Three" });
  file.write("title: [Four]");
  expect(file.read).toThrow("page.yaml: title: Invalid input: expected string, received array");
});

/** Every string in a value, however deep. */
const stringsIn = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(stringsIn);

test("no word that is read has a typewriter's quotation marks, whichever file it stands in", () => {
  const read = stringsIn([words, banks.newest]);
  expect(read.length).toBeGreaterThan(2_000);
  expect(read.filter((text) => /["']/.test(text))).toEqual([]);
});

test("the words over and beside the bars of a result stand in content/ alone, for page and PDF", () => {
  const source = readFileSync(join(ROOT, "src/components/result/LayerLog.astro"), "utf8");
  const [, markup = ""] = source.split(/^---$/m).slice(1);
  expect(markup).toContain("log__words");
  expect([...words.pages.result.scale, "ikely "].filter((word) => markup.includes(word))).toEqual([]);
});

test("the server's own words name in braces what they are filled with, and nothing else", () => {
  const { problems } = pageWordsFile.shape;
  const own = parse(readFileSync(join(ROOT, "content/words/pages.yaml"), "utf8")).problems;
  const said = (change: (own: z.input<typeof problems>) => void) => {
    const changed = structuredClone(own);
    change(changed);
    return problems.safeParse(changed).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
  };
  expect(said(() => {})).toEqual([]);
  expect(said((one) => Object.assign(one, { limited: "Try again in {wann}." }))).toEqual([
    "limited must name {when} and nothing else in braces",
  ]);
  expect(said((one) => Object.assign(one, { limited: "Try again later." }))).toHaveLength(1);
  expect(said((one) => Object.assign(one.statuses[404], { title: "No {page} here" }))).toEqual([
    "statuses.404.title must name nothing in braces",
  ]);
});
