import type { Element } from "./pen.ts";
import type { Row } from "./section.ts";
import type { Sheet } from "./sheet.ts";
import { inInk, MAIN_WIDTH, SHEET, type Style, TYPE } from "./type-styles.ts";

interface Words {
  type: string;
  text: string;
  style: Style;
  before?: number;
  after?: number;
}

/** Labels with their values. */
interface Table {
  lines: readonly (readonly [label: string, value: string])[];
}

const LINE = 16;
const LABEL_SHARE = 0.56;
/** A figure is set in bold, a sentence is not. */
const valueStyle = (value: string) => (value.length > 32 ? inInk(TYPE.note, "ink") : TYPE.noteLabel);

/** Texts and a table under one another, never split; with a padding they stand on a ground. */
export function panel(sheet: Sheet, padding: number, blocks: readonly (Words | Table)[], before = 10): Row {
  const x = SHEET.main + padding;
  const width = MAIN_WIDTH - 2 * padding;
  const heightOf = (block: Words | Table) =>
    "lines" in block
      ? block.lines.reduce((sum, line) => sum + lineHeight(sheet, line, width), 0)
      : (block.before ?? 0) + sheet.heightOf(block.text, block.style, width) + (block.after ?? 0);
  const height = blocks.reduce((sum, block) => sum + heightOf(block), 2 * padding);
  return {
    close: true,
    height: before + height,
    draw: (parent, top) => {
      if (padding > 0)
        sheet.art((doc) => doc.rect(SHEET.main, top + before, MAIN_WIDTH, height).fill(sheet.inks.paper));
      let y = top + before + padding;
      for (const block of blocks) {
        if ("lines" in block) table(sheet, parent, block, { x, y, width });
        else sheet.text(parent, block.type, block.text, block.style, { x, y: y + (block.before ?? 0), width });
        y += heightOf(block);
      }
    },
  };
}

function lineHeight(sheet: Sheet, [label, value]: Table["lines"][number], width: number): number {
  const left = sheet.heightOf(label, TYPE.note, width * LABEL_SHARE - 8);
  const right = sheet.heightOf(value, valueStyle(value), width * (1 - LABEL_SHARE));
  return LINE - TYPE.note.lead + Math.max(left, right);
}

function table(sheet: Sheet, parent: Element, { lines }: Table, place: { x: number; y: number; width: number }): void {
  const { x, width } = place;
  const element = sheet.open(parent, "Table");
  let { y } = place;
  for (const line of lines) {
    const [label, value] = line;
    sheet.rule(y, x, x + width);
    const row = sheet.open(element, "TR");
    const from = { x, y: y + 2, width: width * LABEL_SHARE - 8 };
    sheet.text(row, "TH", label, TYPE.note, from, { scope: "Row" });
    const to = { x: x + width * LABEL_SHARE, y: y + 2, width: width * (1 - LABEL_SHARE) };
    sheet.text(row, "TD", value, valueStyle(value), { ...to, align: "right" });
    y += lineHeight(sheet, line, width);
  }
}
