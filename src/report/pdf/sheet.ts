import type { Ink, InkName } from "#src/ink.ts";
import type { latest } from "#src/lru.ts";
import { breakLines, type Run } from "./runs.ts";
import { SHEET, type Style } from "./type-styles.ts";

export type Element = PDFKit.PDFStructureElement;
type Doc = PDFKit.PDFDocument;

/** What a structure element may say about itself. `bbox` is left, top, right and bottom in points from the top left. */
interface TagOptions {
  alt?: string;
  title?: string;
  scope?: "Row" | "Column";
  bbox?: readonly [number, number, number, number];
}

/** Where a text stands: its left edge, its top, the width it is broken to. */
interface Place {
  x: number;
  y: number;
  width: number;
  align?: "left" | "right" | "center";
}

/** The document being drawn: a cursor, text that is always tagged, and drawing that never is. */
export interface Sheet {
  doc: Doc;
  /** The element that sections are added to. */
  root: Element;
  /** The colours of the brand by day. */
  inks: Ink;
  /** Whether sections may leave the foot of a page empty rather than be split. */
  roomy: boolean;
  /** Heights that are known, so that a text which is measured and then set, or stands in another report, is broken into lines once. */
  heights: ReturnType<typeof latest<number>>;
  /** Where the next block begins, in points from the top of the page. */
  y: number;
  /** An element without content of its own, such as a table or a row. */
  open(parent: Element, type: string, options?: TagOptions): Element;
  /** Draws inside a new element, so that what is drawn is its content. */
  tagged(parent: Element, type: string, draw: () => void, options?: TagOptions): Element;
  /** Sets a tagged text and returns the height it took. */
  text(parent: Element, type: string, text: string, style: Style, place: Place, options?: TagOptions): number;
  /** The same for runs in several styles of one size, from the left. */
  runs(parent: Element, type: string, runs: readonly Run[], place: Omit<Place, "align">): number;
  /** Draws what carries no meaning of its own: rules, grounds, page numbers. */
  art(draw: (doc: Doc) => void, type?: "Layout" | "Pagination"): void;
  rule(y: number, from?: number, to?: number, ink?: InkName, width?: number): void;
  heightOf(text: string, style: Style, width: number): number;
  heightOfRuns(runs: readonly Run[], width: number): number;
  widthOf(text: string, style: Style): number;
  /** The least width that sets the text in no more lines than `width` does: headings without a lone last word. */
  balanced(text: string, style: Style, width: number): number;
  /** Goes to a new page unless `height` points are left on this one; says whether it did. */
  ensureRoom(height: number): boolean;
  bookmark(title: string): void;
}

/** Makes the sheet that the parts of the report draw on. */
export function openSheet(doc: Doc, { inks, roomy, heights }: Pick<Sheet, "inks" | "roomy" | "heights">): Sheet {
  const root = doc.struct("Document");
  doc.addStructure(root);

  const measure = ({ face, size }: Style) => doc.font(face).fontSize(size);
  const use = (style: Style) => measure(style).fillColor(inks[style.ink]);
  const gapOf = ({ lead }: Style) => lead - doc.currentLineHeight(true);
  const setting = (style: Style, width: number) => ({
    width,
    lineGap: gapOf(style),
    characterSpacing: style.tracking || 0,
  });

  const sheet: Sheet = {
    doc,
    root,
    inks,
    roomy,
    heights,
    y: SHEET.top,
    open(parent, type, options = {}) {
      const element = doc.struct(type, options as PDFKit.Mixins.StructureElementOptions);
      parent.add(element);
      return element;
    },
    tagged(parent, type, draw, options = {}) {
      const element = doc.struct(type, options as PDFKit.Mixins.StructureElementOptions, [draw]);
      parent.add(element);
      return element;
    },
    text(parent, type, text, style, { x, y, width, align = "left" }, options) {
      const draw = () => {
        use(style);
        const set = setting(style, width);
        // The leading stands half above and half below each line, as in a browser.
        doc.text(printable(text), x, y + set.lineGap / 2, { ...set, align });
      };
      sheet.tagged(parent, type, draw, options);
      return sheet.heightOf(text, style, width);
    },
    runs(parent, type, runs, { x, y, width }) {
      const lead = runs[0]?.style.lead ?? 0;
      const lines = breakLines(runs, width, sheet.widthOf);
      const line = (pieces: readonly Run[], top: number) => {
        let at = x;
        for (const { text, style } of pieces) {
          use(style);
          const set = { characterSpacing: style.tracking || 0, lineBreak: false };
          doc.text(printable(text), at, top + gapOf(style) / 2, set);
          at += sheet.widthOf(text, style) + set.characterSpacing;
        }
      };
      sheet.tagged(parent, type, () => {
        for (const [place, pieces] of lines.entries()) line(pieces, y + place * lead);
      });
      return lines.length * lead;
    },
    art(draw, type = "Layout") {
      doc.markContent("Artifact", { type });
      draw(doc);
      doc.endMarkedContent();
    },
    rule(y, from = SHEET.left, to = SHEET.right, ink = "rule", width = 0.6) {
      sheet.art(() => doc.lineWidth(width).strokeColor(inks[ink]).moveTo(from, y).lineTo(to, y).stroke());
    },
    heightOf(text, style, width) {
      const { face, size, lead, tracking } = style;
      const key = JSON.stringify([face, size, lead, tracking, width, text]);
      let height = heights.get(key);
      if (height === undefined) {
        measure(style);
        height = doc.heightOfString(printable(text), setting(style, width));
        heights.set(key, height);
      }
      return height;
    },
    heightOfRuns(runs, width) {
      return breakLines(runs, width, sheet.widthOf).length * (runs[0]?.style.lead ?? 0);
    },
    widthOf(text, style) {
      measure(style);
      return doc.widthOfString(printable(text), { characterSpacing: style.tracking || 0 });
    },
    balanced(text, style, width) {
      const height = sheet.heightOf(text, style, width);
      let [narrow, wide] = [width / 2, width];
      while (wide - narrow > 4) {
        const middle = (narrow + wide) / 2;
        if (sheet.heightOf(text, style, middle) > height) narrow = middle;
        else wide = middle;
      }
      return wide;
    },
    ensureRoom(height) {
      if (sheet.y + height <= SHEET.bottom) return false;
      doc.addPage();
      sheet.y = SHEET.top;
      return true;
    },
    bookmark(title) {
      const at = { top: Math.max(0, sheet.y - 12), left: SHEET.width };
      doc.outline.addItem(printable(title), at as object);
    },
  };
  return sheet;
}

/** Signs that the embedded faces lack, in letters; Unicode spaces of number formats as the one space that they have. */
export function printable(text: string): string {
  return text
    .replace(/[\u202f\u2009]/g, "\u00a0")
    .replaceAll("₹", "INR\u00a0")
    .replace(/[\u0100-\u024f]/g, (letter) => (/[ŒœŽž]/.test(letter) ? letter : letter.normalize("NFD").charAt(0)));
}
