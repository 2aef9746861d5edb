import type { Ink } from "#src/ink.ts";
import { SHEET, type Style } from "./type-styles.ts";

type Doc = PDFKit.PDFDocument;
export type Element = PDFKit.PDFStructureElement;

/** What a structure element may say about itself. `bbox` is left, top, right and bottom in points from the top left. */
export interface TagOptions {
  alt?: string;
  title?: string;
  scope?: "Row" | "Column";
  bbox?: readonly [number, number, number, number];
}

/** What leaves a trace in a document. */
export interface Pen {
  /** The element that sections are added to. */
  root: Element;
  /** An element without content of its own, such as a table or a row. */
  open(parent: Element, type: string, options?: TagOptions): Element;
  /** Draws inside a new element, so that what is drawn is its content. */
  tagged(parent: Element, type: string, draw: () => void, options?: TagOptions): Element;
  /** Draws what carries no meaning of its own: rules, grounds, page numbers. */
  art(draw: (doc: Doc) => void, type?: "Layout" | "Pagination"): void;
  /** Sets lines under one another from `top`, each from its own left edge; the leading stands half above and half below each, as in a browser. */
  lines(texts: readonly string[], style: Style, leftOf: (text: string) => number, top: number): void;
  addPage(): void;
  bookmark(title: string, top: number): void;
}

/** Sets one line where it is told to, with nothing more: `text` would measure it before and after, for links, rules and what follows. */
interface Setting {
  _fragment(text: string, x: number, y: number, options: object): void;
}
const MEASURED = { textWidth: 0, wordCount: 0 };

/** A pen that writes into a document, whose first element it makes. */
export function penOn(doc: Doc, inks: Ink): Pen {
  const root = doc.struct("Document");
  doc.addStructure(root);
  const added = (parent: Element, type: string, options: TagOptions, draw?: [() => void]) => {
    const element = doc.struct(type, options as PDFKit.Mixins.StructureElementOptions, draw);
    parent.add(element);
    return element;
  };
  return {
    root,
    open: (parent, type, options = {}) => added(parent, type, options),
    tagged: (parent, type, draw, options = {}) => added(parent, type, options, [draw]),
    art(draw, type = "Layout") {
      doc.markContent("Artifact", { type });
      draw(doc);
      doc.endMarkedContent();
    },
    lines(texts, { face, size, lead, ink, tracking }, leftOf, top) {
      doc.font(face).fontSize(size).fillColor(inks[ink]);
      const first = top + (lead - doc.currentLineHeight(true)) / 2;
      const options = { ...MEASURED, characterSpacing: tracking || 0 };
      const setting = doc as unknown as Setting;
      for (const [place, text] of texts.entries()) setting._fragment(text, leftOf(text), first + place * lead, options);
    },
    addPage: () => void doc.addPage(),
    bookmark: (title, top) => void doc.outline.addItem(title, { top, left: SHEET.width } as object),
  };
}

/** A pen that leaves no trace, to learn where a report would end. */
export function dryPen(): Pen {
  const root = {} as Element;
  return {
    root,
    open: () => root,
    tagged: () => root,
    art() {},
    lines() {},
    addPage() {},
    bookmark() {},
  };
}
