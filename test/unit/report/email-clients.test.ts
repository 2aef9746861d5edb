import { caniemail } from "caniemail";
import { expect, test } from "vitest";
import { MESSAGES } from "#test/support/sample-messages.ts";

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

test.each(MESSAGES)("%s shows in every mail program that we check", (_name, make) => {
  const html = make().html.replace(/<style>.*?<\/style>/s, "");
  const { issues } = caniemail({ clients: CLIENTS as never, html });
  const unsupported = [...issues.errors.values()].flat().map(({ title }) => title);
  expect(unsupported.length).toBeGreaterThan(0);
  expect(unsupported.filter((title) => !HARMLESS.has(title))).toEqual([]);
});

test.each(MESSAGES)("dark mode re-inks every colour of %s, and nothing in it depends on that", (_name, make) => {
  const { html } = make();
  const [, style = ""] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
  expect(style.startsWith("@media (prefers-color-scheme:dark){")).toBe(true);
  const body = html.replace(/<style>.*?<\/style>/s, "");
  const inks = new Set([...body.matchAll(/(?:color:|bgcolor=")(#[0-9a-f]{6})/g)].map(([, ink]) => ink));
  expect(inks.size).toBeGreaterThan(4);
  for (const ink of inks) expect(style).toContain(ink);
});
