import { describe, expect, test } from "vitest";
import { readLibrary } from "#src/articles/library.ts";
import { worksheetFaults } from "#src/articles/library-faults.ts";
import { paths } from "#src/paths.ts";
import { FOUND_PAGES } from "#src/routes.ts";
import { SHEET_NAMES as NAMES } from "#src/words/practice.ts";
import { banks } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";

describe("The words of the worksheets", () => {
  test.each(NAMES)("%s is in plain words, says its formula and its limits, and stands in the sitemap", (name) => {
    const sheet = words.practice.sheets[name];
    expect(JSON.stringify(sheet)).not.toMatch(/[!—]|\b(validated|benchmark|percentile|progress|seamless|leverage)\b/i);
    expect(sheet.formula.length).toBeGreaterThan(0);
    expect(FOUND_PAGES).toContain(paths.practiceSheet(name));
  });

  test("every link leads to an article or a term that is there, under its own name", () => {
    const library = readLibrary(banks);
    const { sheets } = words.practice;
    expect(worksheetFaults(sheets, library)).toEqual([]);
    const links = [
      { to: "article:gone", text: "Gone" },
      { to: "glossary:handoff", text: "Passing on" },
      { to: "https://firm.example", text: "Away" },
    ];
    expect(worksheetFaults({ ...sheets, handoffs: { ...sheets.handoffs, links } }, library)).toEqual([
      "practice/handoffs.yaml: links: article:gone is no article and no term that is there.",
      'practice/handoffs.yaml: links: glossary:handoff is called "Passing on" here and "handoff" there.',
      "practice/handoffs.yaml: links: https://firm.example is no article and no term that is there.",
    ]);
  });

  test("the top five say who answers, and the overview what is sent and kept", () => {
    expect(words.practice.sheets["top-five"].limits.join(" ")).toContain("does not understand your sentence");
    expect(words.practice.frame.overview.private).toContain("not sent");
    expect(words.practice.frame.overview.private).toContain("this tab keeps it");
  });
});
