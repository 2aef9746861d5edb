import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";
import { labelledItem, paragraph, type Row, section } from "./section.ts";
import type { Sheet } from "./sheet.ts";
import { inInk, TYPE } from "./type-styles.ts";

const LABELS = 62;

/** The checks, each line with the answer behind it. */
export function checks(sheet: Sheet, { checks: part }: Report): void {
  const rows = part.list.flatMap(({ title, lead, count, lines }) => [
    paragraph(sheet, `${title}: ${count}. ${lead}`, TYPE.label),
    ...lines.map(({ answer, word, text, said }) => {
      const style = inInk(TYPE.label, answer === "yes" ? "ink" : "faint");
      const label = { text: word, style, width: LABELS };
      return inList(sheet, labelledItem(sheet, label, { text: `${text}. ${said}`, style: TYPE.note }));
    }),
  ]);
  section(sheet, { title: part.heading, rows });
}

/** Every answer that could not be given, with where to look it up. */
export function unknown(sheet: Sheet, { unknown: part }: Report, words: PageWords): void {
  if (!part) return;
  const rows = part.rows.map(({ question, layer, lookUp, inFix, decides }) => {
    const asked = [`${question} (${layer})`, decides].filter(Boolean).join(" ");
    const where = inFix ?? `${words.result.lookUp}: ${lookUp}`;
    return paragraph(sheet, `${asked} ${where}`, TYPE.note, { close: true, before: 3 });
  });
  section(sheet, { title: part.heading, intro: [part.intro], rows });
}

/** A row that is a list of its own, among paragraphs. */
function inList(sheet: Sheet, row: Row): Row {
  return { ...row, close: true, draw: (parent, y) => row.draw(sheet.open(parent, "L"), y) };
}

/** Answers that pull apart, as questions; or that none do. */
export function contradictions(sheet: Sheet, { contradictions: part }: Report): void {
  const { heading: title, sentence, questions } = part;
  const style = inInk(TYPE.body, "ink");
  const rows = questions.map((text, place) =>
    labelledItem(sheet, { text: String(place + 1), style: TYPE.figure, width: 24 }, { text, style }),
  );
  if (rows.length === 0) section(sheet, { title, rows: [paragraph(sheet, sentence, TYPE.body)] });
  else section(sheet, { title, intro: [sentence], container: "L", rows });
}

/** How sure the reading is, with the figures behind it. */
export function confidence(sheet: Sheet, { confidence: part }: Report): void {
  const rows: Row[] = [
    paragraph(sheet, part.sentence, TYPE.body),
    ...part.flags.map((flag) => paragraph(sheet, flag, TYPE.body, { close: true, before: 4 })),
    ...part.facts.map(({ figure, text }) => {
      const row = labelledItem(sheet, { text: figure, style: TYPE.figure, width: 92 }, { text, style: TYPE.body });
      return { ...row, draw: (parent, y) => row.draw(sheet.open(parent, "L"), y) } satisfies Row;
    }),
  ];
  section(sheet, { title: part.heading, rows });
}

/** How a score is made, in which version, and whom to ask. */
export function method(sheet: Sheet, report: Report, words: PageWords, site: Site): void {
  const { methodIntro, overallFormula } = words.result;
  const versions = `(${report.bankVersion} / ${report.modelVersion})`;
  const rows = [
    paragraph(sheet, `${methodIntro} ${overallFormula} ${versions}`, TYPE.note),
    paragraph(sheet, fill(words.pdf.ask, { email: site.sender.replyTo }), TYPE.note, { close: true, before: 4 }),
  ];
  section(sheet, { title: report.method.heading, rows });
}
