import { h } from "preact";
import type { Since } from "#src/report/parts/source.ts";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { cell, fullRow, type Look, row, table, underHairline } from "./tables.ts";

/** The answers behind the layer that is named. */
export function evidence({ evidence: { rows, atFull } }: Report, { inks, serif, sans }: Look) {
  const lines = rows.map(({ question, answer, why }) =>
    fullRow(
      `${underHairline(inks, "12px 0")};${sans(14, 20)};color:${inks.quiet}`,
      question,
      h("br", null),
      h("span", { style: `${serif(18, 24)};color:${inks.ink}` }, answer),
      ...(why ? [h("br", null), why] : []),
    ),
  );
  const last = atFull ? [fullRow(`${underHairline(inks, "12px 0")};${sans(14, 20)};color:${inks.quiet}`, atFull)] : [];
  return table({ width: "100%" }, ...lines, ...last);
}

/** The answers that the verdict misses, and what comes first. */
export function firstAct({ verdict: { misses, doFirst, notThat } }: Report, words: PageWords, { inks, sans }: Look) {
  const line = (label: string, text: string) =>
    fullRow(
      `${underHairline(inks, "10px 0")};${sans(15, 23)};color:${inks.quiet}`,
      h("b", { style: `color:${inks.ink}` }, label),
      ` ${text}`,
    );
  const more = [misses?.unknown, misses?.besides].flatMap((text) => (text ? [text] : []));
  return table(
    { width: "100%" },
    ...(misses ? [fullRow(`${sans(15, 23, "bold")};padding:0 0 8px;color:${inks.ink}`, misses.heading)] : []),
    ...(misses?.rows ?? []).map(({ topic, finding, act }) => line(`${topic}.`, `${finding} ${act}`)),
    ...more.map((text) => fullRow(`padding:0 0 10px;${sans(14, 21)};color:${inks.quiet}`, text)),
    line(`${words.result.doFirst}:`, doFirst),
    line(`${words.result.notThat}:`, notThat),
  );
}

/** The checks, a word and the answer behind it a line. */
export function checks({ checks: { list } }: Report, { inks, sans }: Look) {
  const rows = list.flatMap(({ title, lead, count, lines }) => [
    fullRow(
      `padding:14px 0 4px;${sans(15, 22)};color:${inks.quiet}`,
      h("b", { style: `color:${inks.ink}` }, `${title}: ${count}.`),
      ` ${lead}`,
    ),
    ...lines.map(({ word, text, said }) =>
      fullRow(
        `${underHairline(inks, "8px 0")};${sans(14, 21)};color:${inks.quiet}`,
        h("b", { style: `color:${inks.ink}` }, `${word}:`),
        ` ${text}. ${said}`,
      ),
    ),
  ]);
  return table({ width: "100%" }, ...rows);
}

/** What changed since the reading before, what fell first. */
export function since({ lines, lede, done, fell, moved }: Since, { inks, serif, sans }: Look) {
  const fallen = (fell?.lines ?? []).map(({ prompt, from, to }) =>
    fullRow(
      `${underHairline(inks, "10px 0")};${sans(14, 21)};color:${inks.quiet}`,
      prompt,
      h("br", null),
      `${from} \u2192 `,
      h("b", { style: `color:${inks.ink}` }, to),
    ),
  );
  return table(
    { width: "100%" },
    fullRow(`${serif(26, 32)};color:${inks.ink}`, lines.join(" ")),
    fullRow(`padding:8px 0;${sans(15, 23)};color:${inks.quiet}`, lede),
    ...(done
      ? [fullRow(`padding:4px 0;${sans(15, 23)};color:${inks.ink}`, `${done.heading}: ${done.lines.join("; ")}`)]
      : []),
    ...(fell ? [fullRow(`padding:4px 0;${sans(15, 23)};color:${inks.ink}`, fell.heading), ...fallen] : []),
    fullRow(`padding:8px 0 0;${sans(13, 20)};color:${inks.faint}`, moved),
  );
}

/** Every answer that could not be given, with where to look it up. */
export function unknown({ rows: questions }: NonNullable<Report["unknown"]>, words: PageWords, { inks, sans }: Look) {
  const rows = questions.map(({ question, layer, lookUp, inFix, decides }) =>
    fullRow(
      `${underHairline(inks, "10px 0")};${sans(14, 21)};color:${inks.quiet}`,
      h("b", { style: `color:${inks.ink}` }, question),
      ` (${layer}) ${decides ?? ""}`,
      h("br", null),
      inFix ?? `${words.result.lookUp}: ${lookUp}`,
    ),
  );
  return table({ width: "100%" }, ...rows);
}

/** The pairs of answers that pull apart, a question a line. */
export function contradictions({ contradictions: { questions } }: Report, { inks, sans }: Look) {
  const rows = questions.map((question) =>
    fullRow(`${underHairline(inks, "10px 0")};${sans(14, 21)};color:${inks.quiet}`, question),
  );
  return table({ width: "100%" }, ...rows);
}

/** The first fixes, numbered; or what to protect. */
export function fixes({ fixes: { list, protect } }: Report, words: PageWords, { inks, serif, sans }: Look) {
  const numbered = (place: number, title: string, layer: string | null, body: string, lead: string, proof: string) =>
    row(
      cell(
        `${underHairline(inks, "18px 0")};${serif(30, 30)};color:${place === 0 ? inks.line : inks.ink}`,
        { width: 44, valign: "top" },
        String(place + 1),
      ),
      cell(
        `${underHairline(inks, "18px 0")};${sans(16, 24)};color:${inks.quiet}`,
        {},
        h("span", { style: `${serif(20, 26)};color:${inks.ink}` }, title),
        h("br", null),
        ...(layer ? [h("b", { style: `${sans(13, 20, "bold")};color:${inks.ink}` }, layer), h("br", null)] : []),
        body,
        h("br", null),
        h("span", { style: sans(14, 22) }, h("b", { style: `color:${inks.ink}` }, lead), ` ${proof}`),
      ),
    );
  const rows = [
    ...list.map(({ title, layer, body, when, proof }, place) =>
      numbered(place, title, layer, `${body} (${when})`, `${words.result.doneWhen}:`, proof),
    ),
    ...protect.map(({ topic, layer, proof }, place) =>
      numbered(place, topic, null, layer, `${words.result.protectProof}:`, proof),
    ),
  ];
  return table({ width: "100%" }, ...rows);
}

/** The layers in the order to work on them. */
export function order({ order: { list } }: Report, { inks, sans }: Look) {
  const rows = list.map(({ name, score, status, act, notes }, place) =>
    fullRow(
      `${underHairline(inks, "10px 0")};${sans(14, 21)};color:${inks.quiet}`,
      h("b", { style: `color:${inks.ink}` }, `${place + 1}. ${name}`),
      ` ${score}, ${status}. ${[...(act ? [`${act}.`] : []), ...notes].join(" ")}`,
    ),
  );
  return table({ width: "100%" }, ...rows);
}
