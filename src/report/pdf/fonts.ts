import { readFileSync } from "node:fs";
import { create, type Font, type GlyphRun } from "fontkit";
import { type Faces, type PrintFace, printFile } from "#src/faces.ts";
import { latest } from "#src/lru.ts";
import type { Style } from "./type-styles.ts";

/** Words of one face whose shape stays known: most words of a report stand in every other. */
const MOST_WORDS = 5_000;
/** Texts whose lines stay known: most sentences of a report stand in many others. */
const MOST_TEXTS = 5_000;

const FACES: readonly PrintFace[] = ["display", "text", "strong"];

/** Has each face of these registered with a document under its own name. */
export function registerFonts(doc: PDFKit.PDFDocument, faces: Faces): void {
  // pdfkit takes a font that is parsed already, which its types do not say.
  for (const [face, font] of knownOf(faces).fonts) doc.registerFont(face, font as unknown as Buffer);
}

/** Where the lines of a text end in one way of setting it. */
type Way = Pick<Style, "face" | "size" | "tracking"> & { width: number; lines: readonly string[] };

/** What is known of the faces of a brand, for all its documents. */
export type Known = ReturnType<typeof learn>;
const known = new Map<string, Known>();

/** By folder: a source comes to the thread that prints as a copy, so none of its objects comes twice. */
export function knownOf(faces: Faces): Known {
  const found = known.get(faces.folder) ?? learn(faces);
  known.set(faces.folder, found);
  return found;
}

function learn(faces: Faces) {
  const fonts = new Map(FACES.map((face) => [face, shapingOnce(create(readFileSync(printFile(faces, face))) as Font)]));
  return {
    fonts,
    lines: latest<readonly Way[]>(MOST_TEXTS),
    /** How wide a text is, in thousandths of its size. */
    advance: (face: PrintFace, text: string) =>
      text.split(/(?<= )/).reduce((sum, word) => sum + (fonts.get(face)?.layout(word).advanceWidth ?? 0), 0),
  };
}

/** What pdfkit reads of a shaped word. */
type Shape = Pick<GlyphRun, "glyphs" | "positions" | "advanceWidth">;

/** The same font, which shapes each word once for all documents. */
function shapingOnce(font: Font): Font {
  const shaped = latest<Shape>(MOST_WORDS);
  const isScaled = font.unitsPerEm === 1000;
  // A sign that two characters share stands for the first of them in every document, whichever was printed first.
  for (const character of font.characterSet) font.glyphForCodePoint(character);
  const shapeOf = (word: string): Shape => {
    const { glyphs, positions, advanceWidth } = font.layout(word);
    const shape = { glyphs, positions, advanceWidth: (1000 * advanceWidth) / font.unitsPerEm };
    shaped.set(word, shape);
    return shape;
  };
  const layout = (word: string, features?: Parameters<Font["layout"]>[1]) => {
    if (features) return font.layout(word, features);
    const shape = shaped.get(word) ?? shapeOf(word);
    // pdfkit scales the places where they stand to thousandths, each time, but takes the width for scaled.
    return isScaled ? shape : { ...shape, positions: shape.positions.map((place) => ({ ...place })) };
  };
  return Object.create(font, { layout: { value: layout } });
}
