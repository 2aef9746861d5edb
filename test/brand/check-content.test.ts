import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "#test/support/root.ts";
import { runIn, secondBrand } from "./second-brand.ts";

const CHECK = "test/content/check-content.ts";

/** What the command says of the content of a folder, and how it ends. */
const checked = async (folder: string) =>
  runIn(folder, CHECK).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, lines: stderr.split("\n") }),
    ({ code, stdout, stderr }) => ({ code, stdout, lines: stderr.trim().split("\n") }),
  );

describe("npm run check-content", () => {
  let folder: string;
  const change = (file: string, from: string | RegExp, to: string) => {
    const path = join(folder, "content", file);
    const text = readFileSync(path, "utf8");
    const changed = text.replace(from, to);
    expect(changed, file).not.toBe(text);
    writeFileSync(path, changed);
  };

  beforeAll(async () => {
    folder = await secondBrand();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("finds no fault in what is there, nor in the second brand", async () => {
    for (const place of [ROOT, folder]) {
      const { code, stdout, lines } = await checked(place);
      expect(lines, place).toEqual([""]);
      expect(stdout, place).toContain("The content has no fault");
      expect(code, place).toBe(0);
    }
  });

  test("says what links, files and messages want, by file and place", async () => {
    change("glossary/handoff.md", /^see: \[/m, "see: [gone, ");
    change("practice/top-five.yaml", "glossary:buyer-proof", "glossary:buyer-prof");
    change("words/commitments.yaml", /\{date\}/g, "{dated}");
    change("site.yaml", "/people/zoe.svg", "/people/zoe.jpg");
    rmSync(join(folder, "content/faces/text.woff2"));
    writeFileSync(join(folder, "content/faces/display.ttf"), "not a font");
    const { code, lines } = await checked(folder);
    expect(code).toBe(1);
    expect(lines).toEqual(
      expect.arrayContaining([
        "site.yaml: people 1 picture: there is no public/people/zoe.jpg of Zoë Müller: put it there or leave the line out.",
        'faces/text.woff2: is missing: run "npm run fonts", which makes it of what site.yaml names.',
        'faces/display.ttf: is no font: run "npm run fonts", which makes it of what site.yaml names.',
        "glossary/handoff.md: leads to glossary gone, which is not there.",
        expect.stringMatching(
          /^The reminder cannot be written: ".*\{dated\}.*" asks for \{dated\}, which has no value here\./,
        ),
      ]),
    );
  });

  test("names every fault of every file at once", async () => {
    change("site.yaml", /faint: "#5e5a78"/, 'faint: "#b0aec0"');
    change("site.yaml", "currency: EUR", "currency: JPY");
    change("site.yaml", "language: en-IE", "language: english");
    change("words/home.yaml", /^(\w+): ".*"$/m, '$1: ""');
    change("words/seats.yaml", /^(\w+:) "/m, '$1 "Łódź ');
    change("practice/handoffs.yaml", /^links:/m, "lynx:");
    change("samples/studio.yaml", /^credits:.*$/m, "");
    const { code, lines } = await checked(folder);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^The content has \d+ faults:$/);
    for (const fault of [
      /^site\.yaml: colours light faint: #b0aec0 on paper \(#f4f3fa\) has a contrast of 1\.\d\d, where text needs 4\.5: change one of the two$/,
      /^site\.yaml: currency: must be one of GBP, EUR, /,
      /^site\.yaml: language: must be a language tag such as en-GB$/,
      /^words\/home\.yaml: \w+: /,
      /^words\/seats\.yaml: line \d+: has "Ł" and "ź", which the faces do not have: write it in other letters\.$/,
      /^practice\/handoffs\.yaml: links: /,
      /^practice\/handoffs\.yaml: .*lynx/,
      /^samples\/studio\.yaml: credits: /,
    ])
      expect(lines).toContainEqual(expect.stringMatching(fault));
  });
});
