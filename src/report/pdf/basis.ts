import { LIGHT } from "#src/ink.ts";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";
import { inked, TYPE } from "./ink.ts";
import { labelled, paragraph, type Row, section } from "./section.ts";
import type { Sheet } from "./sheet.ts";

const LABELS = 62;

/** The four basic questions, each with its yes. */
export function fourYes(sheet: Sheet, { fourYes: part }: Report, words: PageWords): void {
  const rows = part.list.map(({ statement, passed }) => {
    const text = passed ? words.result.yes : words.result.no;
    const style = inked(TYPE.label, passed ? LIGHT.ink : LIGHT.faint);
    return labelled(sheet, { text, style, width: LABELS }, { text: statement, style: inked(TYPE.body, LIGHT.ink) });
  });
  section(sheet, { title: part.heading, intro: [part.sentence], container: "L", rows });
}

/** Answers that pull apart, as questions; or that none do. */
export function contradictions(sheet: Sheet, { contradictions: part }: Report): void {
  const { heading: title, sentence, questions } = part;
  const style = inked(TYPE.body, LIGHT.ink);
  const rows = questions.map((text, place) =>
    labelled(sheet, { text: String(place + 1), style: TYPE.figure, width: 24 }, { text, style }),
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
      const row = labelled(sheet, { text: figure, style: TYPE.figure, width: 92 }, { text, style: TYPE.body });
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
