import { h } from "preact";
import { render } from "preact-render-to-string";
import type { Site } from "#src/words/site.ts";
import { messagePage, messageSheet } from "./page.ts";
import { cell, fullRow, type Look, lookOf, row, table } from "./tables.ts";

interface Fact {
  name: string;
  value: string;
  url?: string;
}

interface Action {
  label: string;
  url: string;
}

/** A short message: what it is, one thing to open or a few things to answer, and what may be left undone. */
export interface Letter {
  site: Pick<Site, "name" | "language" | "colours" | "faces">;
  subject: string;
  title: string;
  intro: string;
  /** Facts above the button, each with its name; one with an address opens it. */
  facts?: readonly Fact[] | undefined;
  action?: Action | undefined;
  /** What is asked in place of the one thing to open: each with its facts and its answers, the first standing out. */
  parts?: readonly { facts: readonly Fact[]; actions: readonly Action[] }[] | undefined;
  /** What the reader wrote earlier, with what it is; never in a message to an address without proof. */
  quote?: { what: string; words: string } | undefined;
  /** Below the button, each a paragraph. */
  afterwards: readonly string[];
  /** A quiet link at the end. */
  last?: Action | undefined;
}

/** Subject, HTML and text of a short message. Both say the same words in the same order. */
export function letter(source: Letter): { subject: string; html: string; text: string } {
  const { subject, title, intro, facts = [], action, parts = [], quote, afterwards, last } = source;
  const quoted = quote
    ? [
        `${quote.what}:\n${linesOf(quote.words)
          .map((line) => `> ${line}`.trimEnd())
          .join("\n")}`,
      ]
    : [];
  const link = ({ label, url }: Action) => `${label}:\n${url}`;
  const known = (those: readonly Fact[]) =>
    those.length > 0 ? [those.map(({ name, value }) => `${name}: ${value}`).join("\n")] : [];
  const paragraphs = [
    title,
    intro,
    ...known(facts),
    ...quoted,
    ...(action ? [link(action)] : []),
    ...parts.flatMap((part) => [...known(part.facts), ...part.actions.map(link)]),
    ...afterwards,
    ...(last ? [link(last)] : []),
    source.site.name,
  ];
  const text = paragraphs.join("\n\n");
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

function factRow({ name, value, url }: Fact, { inks, sans }: Look) {
  const shown = url ? h("a", { href: url, style: `color:${inks.ink}` }, value) : value;
  return fullRow(
    `padding:8px 28px 0;${sans(16, 25)};color:${inks.ink}`,
    h("span", { style: `color:${inks.faint}` }, `${name}: `),
    shown,
  );
}

function button({ label, url }: Action, { inks, sans }: Look) {
  const style = `${sans(16, 20, "600")};background-color:${inks.ink};color:${inks.onInk};text-decoration:none`;
  const anchor = h("a", { href: url, style }, label);
  return table({ bgcolor: inks.ink }, row(cell("padding:16px 24px", {}, anchor)));
}

function partRows({ facts, actions: [first, ...others] }: NonNullable<Letter["parts"]>[number], look: Look) {
  const { inks, sans } = look;
  return [
    fullRow(`padding:20px 28px 0;font-size:1px;line-height:1px`, "\u00a0"),
    ...facts.map((fact) => factRow(fact, look)),
    ...(first ? [fullRow("padding:16px 28px 8px", button(first, look))] : []),
    ...others.map(({ label, url }) =>
      fullRow(
        `padding:12px 28px;${sans(16, 25)};color:${inks.ink}`,
        h("a", { href: url, style: `color:${inks.ink}` }, label),
      ),
    ),
  ];
}

function page({ site, subject, title, intro, facts = [], action, parts = [], quote, afterwards, last }: Letter) {
  const look = lookOf(site);
  const { inks, serif, sans } = look;
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
    ...(action ? [fullRow("padding:28px 28px 12px", button(action, look))] : []),
    ...parts.flatMap((part) => partRows(part, look)),
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
