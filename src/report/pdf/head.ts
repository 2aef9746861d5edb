import type { Since } from "#src/report/parts/source.ts";
import type { Report } from "#src/report/report.ts";
import type { PageWords } from "#src/words/pages.ts";
import { fill } from "#src/words/phrase.ts";
import type { Brand } from "#src/words/site.ts";
import { bulletBar } from "./bars.ts";
import { mark } from "./marks.ts";
import type { Sheet } from "./sheet.ts";
import { baselineDrop, FULL_WIDTH, inInk, SHEET, TYPE } from "./type-styles.ts";

const READOUT = { x: 400, width: SHEET.right - 400 };
const CLAIM = 318;

/** The top of the first page: whose report, of what, and the verdict with its score. */
export function head(sheet: Sheet, report: Report, words: PageWords, brand: Brand): void {
  masthead(sheet, report, words, brand);
  if (report.since) since(sheet, report.since);
  sheet.bookmark(report.verdict.title);
  const top = sheet.y;
  const left = verdict(sheet, report, words, top);
  const right = readout(sheet, report, words, top + 4);
  const { early } = report.verdict;
  sheet.y = Math.max(left, right, early ? beneath(sheet, early, left, right) : 0) + 14;
}

function masthead(
  sheet: Sheet,
  { instrument, date, answered, confidence }: Report,
  words: PageWords,
  { name, mark: path }: Brand,
) {
  const { doc, root } = sheet;
  sheet.art(() => {
    doc.rect(0, 0, SHEET.width, 3).fill(sheet.inks.line);
    mark(sheet, path, SHEET.left, 38, 24);
  });
  sheet.text(root, "P", name, TYPE.brand, { x: SHEET.left + 16, y: 41, width: 200 });
  const facts = [instrument, date, answered, `${words.result.confidence}: ${confidence.level}`].join("    ");
  sheet.text(root, "P", facts, TYPE.small, { x: 190, y: 45, width: SHEET.right - 190, align: "right" });
  sheet.rule(70);
  sheet.y = 88;
}

/** A retake opens with what changed since the reading before, what fell first, short enough for the bars to stay on the page. */
function since(sheet: Sheet, { lines, done, fell, moved }: Since): void {
  const { root } = sheet;
  const at = { x: SHEET.left, width: FULL_WIDTH };
  const write = (text: string, type: Parameters<Sheet["text"]>[3], gap: number) => {
    sheet.y += sheet.text(root, "P", text, type, { ...at, y: sheet.y }) + gap;
  };
  write(lines.join(" "), TYPE.band, 2);
  if (done) write(`${done.heading}: ${done.lines.join("; ")}`, TYPE.note, 2);
  const fallen = fell?.lines.map(({ prompt, from, to }) => `${prompt} ${from} > ${to}.`) ?? [];
  if (fell) write(`${fell.heading}: ${fallen.join(" ")}`, TYPE.note, 2);
  write(moved, TYPE.note, 6);
  sheet.rule(sheet.y);
  sheet.y += 12;
}

function verdict(
  sheet: Sheet,
  { verdict: { title, sentence, misses, doFirst, notThat, settled } }: Report,
  words: PageWords,
  top: number,
) {
  const { root } = sheet;
  const x = SHEET.left;
  let y = top;
  const style = settled ? TYPE.title : TYPE.openTitle;
  y += sheet.text(root, "H1", title, style, { x, y, width: sheet.balanced(title, style, CLAIM + 10) }) + 8;
  y += sheet.text(root, "P", sentence, TYPE.lede, { x, y, width: CLAIM }) + 6;
  y += 6;
  const list = sheet.open(root, "L");
  for (const [label, text] of [
    [words.result.doFirst, doFirst],
    [words.result.notThat, notThat],
    ...(misses?.rows ?? []).map(({ topic, finding, act }) => [topic, `${finding} ${act}`] as const),
  ] as const) {
    sheet.rule(y, x, x + CLAIM);
    y += 6;
    const height = sheet.heightOf(text, TYPE.body, CLAIM - 88);
    const item = sheet.open(list, "LI");
    sheet.text(item, "Lbl", label, TYPE.label, { x, y, width: 84 });
    sheet.text(item, "LBody", text, TYPE.body, { x: x + 88, y, width: CLAIM - 88 });
    y += Math.max(height, sheet.heightOf(label, TYPE.label, 84)) + 6;
  }
  for (const text of [misses?.unknown, misses?.besides])
    if (text) y += sheet.text(root, "P", text, TYPE.note, { x, y, width: CLAIM }) + 4;
  return y;
}

/** A note under the shorter of the two columns. */
function beneath(sheet: Sheet, note: string, left: number, right: number): number {
  const column = left <= right ? { x: SHEET.left, y: left + 4, width: CLAIM } : { ...READOUT, y: right + 6 };
  return column.y + sheet.text(sheet.root, "P", note, TYPE.note, column);
}

function readout(sheet: Sheet, { overall }: Report, words: PageWords, top: number): number {
  const { root } = sheet;
  const { x, width } = READOUT;
  const [low, high] = overall.range;
  sheet.rule(top, x, SHEET.right, "ink", 1.6);
  let y = top + 8;
  const score = String(overall.score);
  const { overallAlt } = words.pdf;
  sheet.text(root, "P", score, TYPE.numeral, { x: x - 2, y, width });
  const beside = x + sheet.widthOf(score, TYPE.numeral) + 7;
  const drop = baselineDrop(TYPE.numeral) - baselineDrop(TYPE.note);
  sheet.text(root, "P", overall.of, TYPE.note, { x: beside, y: y + drop, width });
  y += 66;
  y += sheet.text(root, "P", overall.band, TYPE.band, { x, y, width });
  y += sheet.text(root, "P", overall.likely, TYPE.note, { x, y, width }) + 6;
  const box = { x, y, width, height: 12 };
  const values = { score, band: overall.band, low, high };
  sheet.tagged(root, "Figure", () => bulletBar(sheet, box, { ...overall, capOnly: true }), {
    alt: fill(overallAlt, values),
    bbox: [x, y, x + width, y + 12],
  });
  y += 20;
  return y + sheet.text(root, "P", overall.sentence, TYPE.note, { x, y, width });
}

const ASIDE = { x: 366, width: SHEET.right - 366 };
const PAIR = { width: (FULL_WIDTH - 22) / 2, step: (FULL_WIDTH + 22) / 2 };

/** The headline that names a layer, its name in the accent, and how firmly it may be said. */
export function dominant(sheet: Sheet, { dominant: part, unreliable }: Report): void {
  const { headline, emphasis, accent } = part;
  const notes = [part.note, part.mostLikely, unreliable].filter((note) => note !== null);
  const style = TYPE.dominant;
  const width = sheet.balanced(headline, style, notes.length > 1 ? FULL_WIDTH : 292);
  sheet.ensureRoom(
    13 + sheet.heightOf(headline, style, width + 3) + (notes.length > 1 ? heightOfPairs(sheet, notes) : 0),
  );
  sheet.rule(sheet.y, SHEET.left, SHEET.right, "ink", 1.6);
  sheet.y += 13;
  sheet.bookmark(headline);
  const [before = "", ...after] = headline.split(emphasis);
  const runs = [
    { text: before, style },
    { text: emphasis, style: inInk(style, "line") },
    { text: after.join(emphasis), style },
  ].filter(({ text }) => text !== "");
  const place = { x: SHEET.left, y: sheet.y - 3, width: width + 3 };
  const height = sheet.runs(sheet.root, "H2", accent && after.length > 0 ? runs : [{ text: headline, style }], place);
  const { y } = sheet;
  const [only = "", ...more] = notes;
  if (more.length > 0) sheet.y += height + 3 + pairs(sheet, notes, y + height + 3);
  else sheet.y += Math.max(height, sheet.text(sheet.root, "P", only, TYPE.note, { ...ASIDE, y }));
  sheet.y += 9;
}

const heightOfPairs = (sheet: Sheet, notes: readonly string[]) =>
  notes.reduce((sum, note) => sum + sheet.heightOf(note, TYPE.note, PAIR.width), 0);

/** Several notes stand under the headline, two and two. */
function pairs(sheet: Sheet, notes: readonly string[], top: number): number {
  let y = top;
  for (let place = 0; place < notes.length; place += 2) {
    const heights = notes
      .slice(place, place + 2)
      .map((note, column) =>
        sheet.text(sheet.root, "P", note, TYPE.note, { x: SHEET.left + column * PAIR.step, y, width: PAIR.width }),
      );
    y += Math.max(...heights) + 4;
  }
  return y - top;
}
