import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import { rangeBar } from "./bars.ts";
import { panel } from "./panel.ts";
import { labelledItem, paragraph, type Row, section } from "./section.ts";
import type { Sheet } from "./sheet.ts";
import { inInk, MAIN_WIDTH, SHEET, TYPE } from "./type-styles.ts";

type Cost = Extract<Report["cost"], { shown: true }>;

/** What the gap may cost: the range, its formula with both constants, and the lines that stand beside it. */
export function cost(sheet: Sheet, { cost: part }: Report, words: PageWords): void {
  const title = part.heading;
  if (part.shown)
    section(sheet, { title, intro: part.scenario ? [part.scenario] : [], rows: rowsOf(sheet, part, words) });
  else section(sheet, { title, rows: [paragraph(sheet, part.why, inInk(TYPE.body, "ink"))] });
}

function rowsOf(sheet: Sheet, part: Cost, words: PageWords): Row[] {
  return [
    paragraph(sheet, part.headline, TYPE.sum),
    ...(part.small ? [paragraph(sheet, part.small, TYPE.body, { close: true })] : []),
    ...(part.ends[1] > 0 ? [plot(sheet, part, words)] : []),
    ...(part.share ? [share(sheet, part.share)] : []),
    ...part.beside.map(({ figure, text }) => beside(sheet, figure, text)),
    ...(part.formula.length > 0 ? formula(sheet, part, words) : []),
    ...(part.levers.length > 0 ? [levers(sheet, part)] : []),
  ];
}

function plot(sheet: Sheet, { ends: [low, high] }: Cost, words: PageWords): Row {
  const most = Math.ceil(Math.max(60, high));
  const { costAlt } = words.pdf;
  const { costRange, costScale } = words.result;
  const axis = (y: number) => {
    const { doc } = sheet;
    const from = SHEET.main;
    rangeBar(sheet, { x: from, y, width: MAIN_WIDTH, height: 16 }, [low, high], most);
    doc.font(TYPE.small.face).fontSize(TYPE.small.size).fillColor(sheet.inks.faint);
    const middle = from + ((low + high) / 2 / most) * MAIN_WIDTH;
    if (middle - from > 70) doc.text("0%", from, y + 20, { lineBreak: false });
    doc.text(fill(costRange, { low, high }), Math.max(from, middle - 50), y + 20, {
      width: 100,
      align: middle - from > 50 ? "center" : "left",
      lineBreak: false,
    });
    doc.text(fill(costScale, { most }), from, y + 20, { width: MAIN_WIDTH, align: "right", lineBreak: false });
  };
  return {
    close: true,
    height: 42,
    draw: (parent, y) =>
      sheet.tagged(parent, "Figure", () => axis(y + 8), {
        alt: fill(costAlt, { low, high, most }),
        bbox: [SHEET.main, y + 8, SHEET.right, y + 40],
      }),
  };
}

function beside(sheet: Sheet, figure: string, text: string): Row {
  const style = TYPE.figure;
  const row = labelledItem(sheet, { text: figure, style, width: 92 }, { text, style: TYPE.body });
  return { ...row, draw: (parent, y) => row.draw(sheet.open(parent, "L"), y) };
}

/** The formula's lines, then its equation and constants, on one ground that a page may end between. */
function formula(sheet: Sheet, { formula: lines, constants }: Cost, words: PageWords): Row[] {
  const equation = inInk(TYPE.answer, "ink");
  const title = { type: "H3", text: words.result.formulaSummary, style: TYPE.label, after: 4 };
  const how = [
    { type: "P", text: words.pdf.leak, style: equation },
    { type: "P", text: words.pdf.recoverable, style: equation, after: 6 },
    { type: "P", text: constants, style: TYPE.note },
  ];
  return [panel(sheet, 14, [title, { lines }]), panel(sheet, 14, how, 0)];
}

/** Which layer the cost falls on, of every 100. */
function share(sheet: Sheet, { title, lead, rows }: NonNullable<Cost["share"]>): Row {
  return panel(sheet, 0, [
    { type: "H3", text: title, style: TYPE.claim },
    { type: "P", text: lead, style: TYPE.note, after: 4 },
    { lines: rows.map(({ name, share: points }) => [name, String(points)] as const) },
  ]);
}

function levers(sheet: Sheet, { levers: lines, leversTitle, together }: Cost): Row {
  return panel(
    sheet,
    0,
    [
      { type: "H3", text: leversTitle, style: TYPE.claim, after: 4 },
      { lines },
      ...(together ? [{ type: "P", text: together, style: TYPE.note, before: 5 }] : []),
    ],
    14,
  );
}
