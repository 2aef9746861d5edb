import { caniemail } from "caniemail";
import { expect, test } from "vitest";
import { reportEmail } from "#src/report/email.ts";
import { pageWords, sampleSource } from "#test/sample-reports.ts";

/** What a mail program may leave out without hurting the message, with the reason. */
const HARMLESS = new Map([
  ["overflow", "hides only the preheader, which display:none hides as well"],
  ["display:none", "a preheader that shows is the first line of the message"],
  ["role attribute", "layout tables are then announced as tables"],
  ["<body> element", "the outer table carries the same background"],
  ["height property", "the bars keep their height from the height attribute"],
  ["text-decoration", "a link that stays underlined is still a link"],
]);

const CLIENTS = ["gmail.*", "outlook.*", "apple-mail.*", "yahoo.*", "samsung-email.*", "thunderbird.*", "protonmail.*"];

function message(name: string): string {
  const { report, site } = sampleSource(name);
  const links = {
    resultUrl: "https://diagnostic.example/results/r",
    notYouUrl: "https://diagnostic.example/not-you/t",
  };
  return reportEmail({ report, site, words: pageWords, ...links }).html;
}

test.each(["software-firm", "studio", "new-coo"])(
  "the message for %s shows in every mail program that we check",
  (name) => {
    const html = message(name).replace(/<style>.*?<\/style>/s, "");
    const { issues } = caniemail({ clients: CLIENTS as never, html });
    const unsupported = [...issues.errors.values()].flat().map(({ title }) => title);
    expect(unsupported.length).toBeGreaterThan(0);
    expect(unsupported.filter((title) => !HARMLESS.has(title))).toEqual([]);
  },
);

test("dark mode re-inks every colour the message uses, and nothing in the message depends on it", () => {
  const html = message("software-firm");
  const [, style = ""] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
  expect(style.startsWith("@media (prefers-color-scheme:dark){")).toBe(true);
  const body = html.replace(/<style>.*?<\/style>/s, "");
  const inks = new Set([...body.matchAll(/(?:color:|bgcolor=")(#[0-9a-f]{6})/g)].map(([, ink]) => ink));
  expect(inks.size).toBeGreaterThan(5);
  for (const ink of inks) expect(style).toContain(ink);
});
