import type { Element } from "./pen.ts";
import type { Sheet } from "./sheet.ts";
import { baselineDrop, MAIN_WIDTH, SHEET, type Style, TYPE } from "./type-styles.ts";

/** One block of a section: it is never split over two pages. */
export interface Row {
  height: number;
  draw: (parent: Element, y: number) => void;
  /** Follows the row before it without a hairline. */
  close?: boolean;
}

export interface Part {
  title: string;
  /** Said in small under the heading. */
  intro?: readonly string[];
  /** The element that holds the rows, such as a list; none where each row brings its own. */
  container?: "L";
  rows: readonly Row[];
}

const PAD = 7;
const AFTER = 17;
/** With less than this left, a good quarter of the page, no section is begun that would be split, as long as that costs no page. */
const LITTLE = 200;
/** From the rule over a section to the top of its text. */
const UNDER_RULE = 10;

/** A section: rule, heading and introduction in the narrow column, rows in the wide one, and its bookmark. */
export function section(sheet: Sheet, { title, intro = [], container, rows }: Part): void {
  const headHeight =
    sheet.heightOf(title, TYPE.section, SHEET.side) +
    intro.reduce((sum, text) => sum + 5 + sheet.heightOf(text, TYPE.note, SHEET.side), 0);
  const heightOf = (some: readonly Row[]) => some.reduce((sum, row) => sum + row.height + (row.close ? 0 : 2 * PAD), 0);
  const whole = UNDER_RULE + Math.max(headHeight, heightOf(rows));
  const start = UNDER_RULE + Math.max(headHeight, heightOf(rows.slice(0, 2)));
  sheet.ensureRoom(sheet.roomy && SHEET.bottom - sheet.y < LITTLE ? whole : start);

  sheet.rule(sheet.y, SHEET.left, SHEET.right, "ink", 0.9);
  sheet.y += UNDER_RULE;
  sheet.bookmark(title);
  const part = sheet.open(sheet.root, "Sect");
  const headBottom = head(sheet, part, title, intro);

  let onFirstPage = true;
  const holder = container && rows.length > 0 ? sheet.open(part, container) : part;
  for (const [place, row] of rows.entries()) {
    const broken = sheet.ensureRoom(row.height);
    if (broken) onFirstPage = false;
    if (place > 0 && !row.close) {
      if (!broken) sheet.y += PAD;
      sheet.rule(sheet.y, SHEET.main);
      sheet.y += PAD;
    }
    row.draw(holder, sheet.y);
    sheet.y += row.height;
  }
  sheet.y = (onFirstPage ? Math.max(sheet.y, headBottom) : sheet.y) + AFTER;
}

function head(sheet: Sheet, part: Element, title: string, intro: readonly string[]): number {
  let { y } = sheet;
  const side = { x: SHEET.left, width: SHEET.side };
  const width = sheet.balanced(title, TYPE.section, SHEET.side);
  y += sheet.text(part, "H2", title, TYPE.section, { ...side, width, y: y - 2 });
  for (const text of intro) {
    y += 5;
    y += sheet.text(part, "P", text, TYPE.note, { ...side, y });
  }
  return y;
}

/** A paragraph over the whole wide column. */
export function paragraph(sheet: Sheet, text: string, style: Style, { close = false, before = 0 } = {}): Row {
  return {
    close,
    height: before + sheet.heightOf(text, style, MAIN_WIDTH),
    draw: (parent, y) => sheet.text(parent, "P", text, style, { x: SHEET.main, y: y + before, width: MAIN_WIDTH }),
  };
}

/** A list item with a short label in its own column and a sentence beside it. */
export function labelledItem(
  sheet: Sheet,
  label: { text: string; style: Style; width: number },
  body: { text: string; style: Style },
): Row {
  const x = SHEET.main + label.width;
  const width = SHEET.right - x;
  const first = { x: SHEET.main, width: label.width - 10 };
  const drop = baselineDrop(label.style) - baselineDrop(body.style);
  return {
    height: Math.max(
      sheet.heightOf(label.text, label.style, first.width),
      drop + sheet.heightOf(body.text, body.style, width),
    ),
    draw: (parent, y) => {
      const item = sheet.open(parent, "LI");
      sheet.text(item, "Lbl", label.text, label.style, { ...first, y });
      sheet.text(item, "LBody", body.text, body.style, { x, y: y + drop, width });
    },
  };
}
