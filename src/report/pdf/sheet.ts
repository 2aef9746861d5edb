import type { Ink, InkName } from "#src/ink.ts";
import { type Measures, printable } from "./measures.ts";
import type { Element, Pen, TagOptions } from "./pen.ts";
import type { Run } from "./runs.ts";
import { SHEET, type Style } from "./type-styles.ts";

type Doc = PDFKit.PDFDocument;

/** Where a text stands: its left edge, its top, the width it is broken to. */
interface Place {
  x: number;
  y: number;
  width: number;
  align?: "left" | "right";
}

/** The document being drawn: a cursor, text that is always tagged, and drawing that never is. */
export interface Sheet
  extends Pick<Pen, "root" | "open" | "tagged" | "art">,
    Pick<Measures, "heightOf" | "heightOfRuns" | "widthOf" | "balanced"> {
  /** To draw with, in what is tagged or art. */
  doc: Doc;
  /** The colours of the brand by day. */
  inks: Ink;
  /** Whether sections may leave the foot of a page empty rather than be split. */
  roomy: boolean;
  /** Where the next block begins, in points from the top of the page. */
  y: number;
  /** How many pages have been begun. */
  pages: number;
  /** Sets a tagged text and returns the height it took. */
  text(parent: Element, type: string, text: string, style: Style, place: Place, options?: TagOptions): number;
  /** The same for runs in several styles of one size, from the left. */
  runs(parent: Element, type: string, runs: readonly Run[], place: Omit<Place, "align">): number;
  rule(y: number, from?: number, to?: number, ink?: InkName, width?: number): void;
  /** Goes to a new page unless `height` points are left on this one; says whether it did. */
  ensureRoom(height: number): boolean;
  bookmark(title: string): void;
}

/** Makes the sheet that the parts of the report draw on. */
export function openSheet(pen: Pen, measured: Measures, { doc, inks, roomy }: Pick<Sheet, "doc" | "inks" | "roomy">) {
  const { widthOf } = measured;
  const sheet: Sheet = {
    ...pen,
    ...measured,
    doc,
    inks,
    roomy,
    y: SHEET.top,
    pages: 1,
    text(parent, type, text, style, { x, y, width, align = "left" }, options) {
      const lines = measured.linesOf(text, style, width);
      const leftOf = (line: string) => (align === "left" ? x : x + width - widthOf(line.trimEnd(), style));
      pen.tagged(parent, type, () => pen.lines(lines, style, leftOf, y), options);
      return lines.length * style.lead;
    },
    runs(parent, type, runs, { x, y, width }) {
      const lead = runs[0]?.style.lead ?? 0;
      const lines = measured.linesOfRuns(runs, width);
      const line = (pieces: readonly Run[], top: number) => {
        let at = x;
        for (const { text, style } of pieces) {
          const left = at;
          pen.lines([text], style, () => left, top);
          at += widthOf(text, style);
        }
      };
      pen.tagged(parent, type, () => {
        for (const [place, pieces] of lines.entries()) line(pieces, y + place * lead);
      });
      return lines.length * lead;
    },
    rule(y, from = SHEET.left, to = SHEET.right, ink = "rule", width = 0.6) {
      pen.art((doc) => doc.lineWidth(width).strokeColor(inks[ink]).moveTo(from, y).lineTo(to, y).stroke());
    },
    ensureRoom(height) {
      if (sheet.y + height <= SHEET.bottom) return false;
      pen.addPage();
      sheet.pages += 1;
      sheet.y = SHEET.top;
      return true;
    },
    bookmark: (title) => pen.bookmark(printable(title), Math.max(0, sheet.y - 12)),
  };
  return sheet;
}
