import { h } from "preact";
import { render } from "preact-render-to-string";
import type { Site } from "#src/words/site.ts";
import { messagePage, messageSheet } from "./page.ts";
import { cell, fullRow, type Look, lookOf, row, table } from "./tables.ts";

/** A short message: what it is, one thing to open, and what may be left undone. */
export interface Letter {
  site: Pick<Site, "name" | "language" | "colours" | "faces">;
  subject: string;
  title: string;
  intro: string;
  /** Facts above the button, each with its name; one with an address opens it. */
  facts?: readonly { name: string; value: string; url?: string }[] | undefined;
  action: { label: string; url: string };
  /** What the reader wrote earlier, with what it is; never in a message to an address without proof. */
  quote?: { what: string; words: string } | undefined;
  /** Below the button, each a paragraph. */
  afterwards: readonly string[];
  /** A quiet link at the end. */
  last?: { label: string; url: string } | undefined;
}

/** Subject, HTML and text of a short message. Both say the same words in the same order. */
export function letter(source: Letter): { subject: string; html: string; text: string } {
  const { subject, title, intro, facts = [], action, quote, afterwards, last } = source;
  const quoted = quote
    ? [
        `${quote.what}:\n${linesOf(quote.words)
          .map((line) => `> ${line}`.trimEnd())
          .join("\n")}`,
      ]
    : [];
  const link = ({ label, url }: Letter["action"]) => `${label}:\n${url}`;
  const known = facts.length > 0 ? [facts.map(({ name, value }) => `${name}: ${value}`).join("\n")] : [];
  const parts = [
    title,
    intro,
    ...known,
    ...quoted,
    link(action),
    ...afterwards,
    ...(last ? [link(last)] : []),
    source.site.name,
  ];
  const text = parts.join("\n\n");
  return { subject, html: `<!doctype html>${render(page(source))}`, text: `${text}\n` };
}

const linesOf = (words: string) => words.split("\n");

function quotation({ what, words }: NonNullable<Letter["quote"]>, { inks, serif, sans }: Look) {
  const lines = linesOf(words).flatMap((line, place) => (place === 0 ? [line] : [h("br", null), line]));
  return [
    fullRow(`padding:20px 28px 0;${sans(13, 20)};color:${inks.faint}`, what),
    fullRow(`padding:4px 28px 0;${serif(20, 28)};color:${inks.ink}`, ...lines),
  ];
}

function factRow({ name, value, url }: NonNullable<Letter["facts"]>[number], { inks, sans }: Look) {
  const shown = url ? h("a", { href: url, style: `color:${inks.ink}` }, value) : value;
  return fullRow(
    `padding:8px 28px 0;${sans(16, 25)};color:${inks.ink}`,
    h("span", { style: `color:${inks.faint}` }, `${name}: `),
    shown,
  );
}

function page({ site, subject, title, intro, facts = [], action, quote, afterwards, last }: Letter) {
  const look = lookOf(site);
  const { inks, serif, sans } = look;
  const button = h(
    "a",
    {
      href: action.url,
      style: `${sans(16, 20, "600")};background-color:${inks.ink};color:${inks.onInk};text-decoration:none`,
    },
    action.label,
  );
  const sheet = messageSheet(
    site,
    fullRow(`padding:28px 28px 0;${serif(20, 24, "bold")};color:${inks.ink}`, site.name),
    fullRow(
      `padding:32px 28px 0;${serif(30, 36)};color:${inks.ink}`,
      h("h1", { style: `margin:0;${serif(30, 36)};color:${inks.ink}` }, title),
    ),
    fullRow(`padding:16px 28px 0;${sans(16, 25)};color:${inks.quiet}`, intro),
    ...facts.map((fact) => factRow(fact, look)),
    ...(quote ? quotation(quote, look) : []),
    fullRow("padding:28px 28px 12px", table({ bgcolor: inks.ink }, row(cell("padding:16px 24px", {}, button)))),
    ...afterwards.map((words) => fullRow(`padding:12px 28px 0;${sans(15, 23)};color:${inks.quiet}`, words)),
    ...(last
      ? [
          fullRow(
            `padding:20px 28px 0;${sans(13, 20)};color:${inks.faint}`,
            h("a", { href: last.url, style: `color:${inks.faint}` }, last.label),
          ),
        ]
      : []),
    fullRow("padding:0 28px 32px;font-size:1px;line-height:1px", "\u00a0"),
  );
  return messagePage(site, subject, sheet);
}
