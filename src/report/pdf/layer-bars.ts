import type { LayerLine } from "#src/report/parts/layers.ts";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import { bulletBar, HOLDING_FROM } from "./bars.ts";
import { bob, swatch } from "./marks.ts";
import type { Element } from "./pen.ts";
import type { Sheet } from "./sheet.ts";
import { inInk, SHEET, TYPE } from "./type-styles.ts";

const NAME = { x: SHEET.left + 25, width: 187 };
const PLOT = { x: SHEET.left + 216, width: 175 };
const SCORE = { x: PLOT.x + PLOT.width + 2, width: 38 };
const STATUS = { x: SCORE.x + SCORE.width + 8, width: SHEET.right - SCORE.x - SCORE.width - 8 };
const BAR = 24;
const AXIS = 30;
const HEADER = 14;
const PAD = 7;
const at = (points: number) => PLOT.x + (points / 100) * PLOT.width;

/** Rows grow by as much where the page has room to spare, and shrink by as much where it has not. */
const GROW = 18;
const SHRINK = 11;

/**
 * The log: five bullet bars hung on the plumb line, drawn inside a real table that says the same in figures. It ends the
 * first page, so that this page alone tells the result.
 */
export function layerBars(sheet: Sheet, report: Report, words: PageWords): void {
  const { layers, dominant } = report;
  const rows = layers.map((layer) => ({ layer, ...measured(sheet, layer, dominant.tag) }));
  const height = HEADER + rows.reduce((sum, row) => sum + row.height, 0) + AXIS;
  sheet.ensureRoom(height - SHRINK * rows.length);
  const isFirst = sheet.pages === 1;
  const left = (SHEET.bottom - sheet.y - height) / rows.length;
  const spare = isFirst ? Math.max(-SHRINK, Math.min(GROW, left)) : 0;
  const table = sheet.open(sheet.root, "Table", { title: words.result.tableSummary });
  header(sheet, table, words);
  const top = sheet.y;
  for (const row of rows) {
    sheet.rule(sheet.y);
    sheet.y += spare / 2;
    line(sheet, table, row.layer, dominant.tag, words);
    sheet.y += row.height + spare / 2;
  }
  sheet.rule(sheet.y);
  plumb(sheet, top, words);
  sheet.y += AXIS;
  if (isFirst) sheet.ensureRoom(Number.POSITIVE_INFINITY);
}

function measured(sheet: Sheet, { lead, sentence }: LayerLine, tag: string) {
  const tagged = lead ? sheet.heightOf(tag, TYPE.small, NAME.width) : 0;
  const text = TYPE.label.lead + tagged + sheet.heightOf(sentence, TYPE.small, NAME.width);
  return { height: Math.max(text, BAR + 8) + 2 * PAD };
}

function header(sheet: Sheet, table: Element, words: PageWords): void {
  const row = sheet.open(sheet.open(table, "THead"), "TR");
  const { y } = sheet;
  const cell = (text: string, place: { x: number; width: number }, align: "left" | "right" = "left") =>
    sheet.text(row, "TH", text, TYPE.small, { ...place, y, align }, { scope: "Column" });
  cell(words.result.layer, NAME);
  const bands = [0, 25, 50, 75, 90];
  sheet.tagged(
    row,
    "TH",
    () => {
      const { doc } = sheet;
      doc.font(TYPE.small.face).fontSize(6.6).fillColor(sheet.inks.faint);
      words.result.scale.forEach((name, place) => {
        doc.text(`${name} `, at(bands[place] ?? 0) + 1, y + 2, { lineBreak: false });
      });
    },
    { scope: "Column" },
  );
  cell(words.result.score, SCORE, "right");
  cell(words.result.status, STATUS);
  sheet.y += HEADER;
}

function line(sheet: Sheet, table: Element, layer: LayerLine, tag: string, words: PageWords): void {
  const { name, score, status, sentence, range, lead, accent, rangeOnly, number } = layer;
  const ink = accent ? "line" : "ink";
  const row = sheet.open(table, "TR");
  const y = sheet.y + PAD;
  sheet.art(() => swatch(sheet, number, SHEET.left, y + 1));

  const head = sheet.open(row, "TH", { scope: "Row" });
  let below = y + sheet.text(head, "P", name, inInk(TYPE.label, ink), { ...NAME, y });
  if (lead) below += sheet.text(head, "P", tag, inInk(TYPE.small, accent ? "line" : "ink"), { ...NAME, y: below });
  sheet.text(head, "P", sentence, TYPE.small, { ...NAME, y: below });

  const values = { name, score, status, low: range[0], high: range[1] };
  const bbox = [PLOT.x, y + 2, PLOT.x + PLOT.width, y + 2 + BAR] as const;
  const bar = () => bulletBar(sheet, { ...PLOT, y: y + 2, height: BAR }, { score, range, lead: accent, rangeOnly });
  sheet.tagged(sheet.open(row, "TD"), "Figure", bar, { alt: fill(words.pdf.barAlt, values), bbox });

  sheet.text(row, "TD", String(score), inInk(TYPE.score, ink), { ...SCORE, y: y - 2, align: "right" });
  const facts = sheet.open(row, "TD");
  const statusHeight = sheet.text(facts, "P", status, inInk(TYPE.label, ink), { ...STATUS, y });
  sheet.text(facts, "P", fill(words.result.likely, { low: range[0], high: range[1] }), TYPE.small, {
    ...STATUS,
    y: y + statusHeight,
  });
}

/** The line itself, its bob and its words; the header and the alternatives of the bars have said the scale. */
function plumb(sheet: Sheet, top: number, words: PageWords): void {
  const { doc, y } = sheet;
  const x = at(HOLDING_FROM);
  sheet.art(() => {
    doc.lineWidth(1.3).strokeColor(sheet.inks.line).moveTo(x, top).lineTo(x, y).stroke();
    bob(sheet, x, y - 1, 27);
    doc.font(TYPE.small.face).fontSize(6.6).fillColor(sheet.inks.faint);
    for (const tick of [0, 25, 50, 100]) {
      const align = tick === 0 ? "left" : tick === 100 ? "right" : "center";
      const from = tick === 0 ? at(0) : tick === 100 ? at(100) - 40 : at(tick) - 20;
      doc.text(String(tick), from, y + 4, { width: 40, align, lineBreak: false });
    }
  });
  const label = inInk(TYPE.smallLabel, "line");
  sheet.text(sheet.root, "P", words.result.bar, label, { x: x - 158, y: y + 15, width: 148, align: "right" });
}
