import { BOB } from "#src/marks.ts";
import type { Sheet } from "./sheet.ts";

type Doc = PDFKit.PDFDocument;
type Canvas = Pick<Sheet, "doc" | "inks">;

/** The brand's mark, of the given height. */
export function mark({ doc, inks }: Canvas, path: string, x: number, y: number, height: number): void {
  doc.save().translate(x, y);
  doc
    .scale(height / 30)
    .path(path)
    .fill(inks.line);
  doc.restore();
}

/** A plumb bob of the given height, hung at the middle of `x`. */
export function bob({ doc, inks }: Canvas, x: number, y: number, height: number): void {
  const scale = height / 44;
  doc.save().translate(x - 12 * scale, y);
  doc.scale(scale).path(BOB).fill(inks.line);
  doc.restore();
}

/** Credit 0 to 4 as four boxes; the words beside them say the number. */
export function pips({ doc, inks }: Canvas, x: number, y: number, credit: number): void {
  for (let place = 0; place < 4; place += 1) {
    doc.rect(x + 9.5 * place, y, 6.5, 6.5).lineWidth(0.7);
    if (place < credit) doc.fillAndStroke(inks.ink, inks.ink);
    else doc.strokeColor(inks.edge).stroke();
  }
}

const SIZE = 15;

/** Lithology of a layer, first to fifth from the surface: its identity beside its name, without a colour. */
export function swatch({ doc, inks }: Canvas, layer: number, x: number, y: number): void {
  doc.save().rect(x, y, SIZE, SIZE).clip();
  doc.lineWidth(0.6).strokeColor(inks.hatch).fillColor(inks.hatch).translate(x, y);
  HATCHES[layer - 1]?.(doc);
  doc.restore();
  doc.lineWidth(0.7).strokeColor(inks.edge).rect(x, y, SIZE, SIZE).stroke();
}

const grid = (step: number, draw: (x: number, y: number) => void) => {
  for (let y = 0; y <= SIZE; y += step) for (let x = 0; x <= SIZE; x += step) draw(x, y);
};

const HATCHES: ((doc: Doc) => void)[] = [
  (doc) =>
    grid(5, (x, y) => {
      doc.circle(x + 1.5, y + 1.5, 0.6).fill();
      doc.circle(x + 4, y + 4, 0.6).fill();
    }),
  (doc) =>
    grid(6, (x, y) => {
      doc.moveTo(x, y).lineTo(x + 6, y);
      doc.moveTo(x, y + 3).lineTo(x + 6, y + 3);
      doc.moveTo(x + 1.5, y).lineTo(x + 1.5, y + 3);
      doc.moveTo(x + 4.5, y + 3).lineTo(x + 4.5, y + 6);
      doc.stroke();
    }),
  (doc) =>
    grid(5, (x, y) => {
      doc.moveTo(x, y + 2.5).bezierCurveTo(x + 1, y + 0.8, x + 1.6, y + 0.8, x + 2.5, y + 2.5);
      doc.bezierCurveTo(x + 3.4, y + 4.2, x + 4, y + 4.2, x + 5, y + 2.5).stroke();
    }),
  (doc) =>
    grid(7, (x, y) => {
      doc.circle(x + 2, y + 2, 1.4).stroke();
      doc.circle(x + 5.5, y + 5.5, 1.4).stroke();
    }),
  (doc) =>
    grid(6.4, (x, y) => {
      doc.moveTo(x + 0.6, y + 2).lineTo(x + 3.4, y + 2);
      doc.moveTo(x + 2, y + 0.6).lineTo(x + 2, y + 3.4);
      doc.moveTo(x + 3.8, y + 5.2).lineTo(x + 6.6, y + 5.2);
      doc.moveTo(x + 5.2, y + 3.8).lineTo(x + 5.2, y + 6.6);
      doc.stroke();
    }),
];
