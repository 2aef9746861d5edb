import { h } from "preact";
import { render } from "preact-render-to-string";
import { block, cell, darkMode, INK, row, sans, serif, table } from "./email-parts.ts";

/** A short message: what it is, one thing to open, and what may be left undone. */
export interface Letter {
  siteName: string;
  language: string;
  subject: string;
  title: string;
  intro: string;
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
  const { subject, title, intro, action, quote, afterwards, last } = source;
  const quoted = quote
    ? [
        `${quote.what}:\n${linesOf(quote.words)
          .map((line) => `> ${line}`.trimEnd())
          .join("\n")}`,
      ]
    : [];
  const link = ({ label, url }: Letter["action"]) => `${label}:\n${url}`;
  const parts = [title, intro, ...quoted, link(action), ...afterwards, ...(last ? [link(last)] : []), source.siteName];
  const text = parts.join("\n\n");
  return { subject, html: `<!doctype html>${render(page(source))}`, text: `${text}\n` };
}

const linesOf = (words: string) => words.split("\n");

function quotation({ what, words }: NonNullable<Letter["quote"]>) {
  const lines = linesOf(words).flatMap((line, place) => (place === 0 ? [line] : [h("br", null), line]));
  return [
    block(`padding:20px 28px 0;${sans(13, 20)};color:${INK.faint}`, what),
    block(`padding:4px 28px 0;${serif(20, 28)};color:${INK.ink}`, ...lines),
  ];
}

function page({ siteName, language, subject, title, intro, action, quote, afterwards, last }: Letter) {
  const button = h(
    "a",
    { href: action.url, style: `${sans(16, 20, "600")};color:${INK.onInk};text-decoration:none` },
    action.label,
  );
  const sheet = table(
    { width: 600, bgcolor: INK.surface, style: `width:100%;max-width:600px;border-top:3px solid ${INK.line}` },
    block(`padding:28px 28px 0;${serif(20, 24).replace("font:", "font:bold ")};color:${INK.ink}`, siteName),
    block(
      `padding:32px 28px 0;${serif(30, 36)};color:${INK.ink}`,
      h("h1", { style: `margin:0;${serif(30, 36)};color:${INK.ink}` }, title),
    ),
    block(`padding:16px 28px 0;${sans(16, 25)};color:${INK.quiet}`, intro),
    ...(quote ? quotation(quote) : []),
    block("padding:28px 28px 12px", table({ bgcolor: INK.ink }, row(cell("padding:16px 24px", {}, button)))),
    ...afterwards.map((words) => block(`padding:12px 28px 0;${sans(15, 23)};color:${INK.quiet}`, words)),
    ...(last
      ? [
          block(
            `padding:20px 28px 0;${sans(13, 20)};color:${INK.faint}`,
            h("a", { href: last.url, style: `color:${INK.faint}` }, last.label),
          ),
        ]
      : []),
    block("padding:0 28px 32px;font-size:1px;line-height:1px", "\u00a0"),
  );
  return h(
    "html",
    { lang: language },
    h(
      "head",
      null,
      h("meta", { charset: "utf-8" }),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("meta", { name: "supported-color-schemes", content: "light dark" }),
      h("style", { dangerouslySetInnerHTML: { __html: darkMode() } }),
      h("title", null, subject),
    ),
    h(
      "body",
      { style: "margin:0;padding:0", bgcolor: INK.paper },
      table({ width: "100%", bgcolor: INK.paper }, row(cell("padding:24px 12px", { align: "center" }, sheet))),
    ),
  );
}
