import { h } from "preact";
import { LIGHT } from "#src/ink.ts";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import { block, cell, row, ruled, sans, serif, table } from "./parts.ts";

/** The answers behind the layer that is named. */
export function evidence({ evidence: { rows } }: Report) {
  const lines = rows.map(({ question, answer, why }) =>
    block(
      `${ruled("12px 0")};${sans(14, 20)};color:${LIGHT.quiet}`,
      question,
      h("br", null),
      h("span", { style: `${serif(18, 24)};color:${LIGHT.ink}` }, answer),
      h("br", null),
      why,
    ),
  );
  return table({ width: "100%" }, ...lines);
}

/** The first fixes, numbered; or what to protect. */
export function fixes({ fixes: { list, protect } }: Report, words: PageWords, line: string) {
  const numbered = (place: number, title: string, body: string, lead: string, proof: string) =>
    row(
      cell(`${ruled("18px 0")};${serif(30, 30)};color:${line}`, { width: 44, valign: "top" }, String(place + 1)),
      cell(
        `${ruled("18px 0")};${sans(16, 24)};color:${LIGHT.quiet}`,
        {},
        h("span", { style: `${serif(20, 26)};color:${LIGHT.ink}` }, title),
        h("br", null),
        body,
        h("br", null),
        h("span", { style: sans(14, 22) }, h("b", { style: `color:${LIGHT.ink}` }, lead), ` ${proof}`),
      ),
    );
  const rows = [
    ...list.map(({ title, body, owner, withinDays, proof }, place) =>
      numbered(
        place,
        title,
        `${body} (${fill(words.result.within, { owner, days: withinDays })})`,
        `${words.result.doneWhen}:`,
        proof,
      ),
    ),
    ...protect.map(({ topic, layer, proof }, place) =>
      numbered(place, topic, layer, `${words.result.protectProof}:`, proof),
    ),
  ];
  return table({ width: "100%" }, ...rows);
}

/** The layers in the order to work on them. */
export function order({ order: { list } }: Report) {
  const rows = list.map(({ name, score, status, notes }, place) =>
    block(
      `${ruled("10px 0")};${sans(14, 21)};color:${LIGHT.quiet}`,
      h("b", { style: `color:${LIGHT.ink}` }, `${place + 1}. ${name}`),
      ` ${score}, ${status}. ${notes.join(" ")}`,
    ),
  );
  return table({ width: "100%" }, ...rows);
}
