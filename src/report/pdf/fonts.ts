import { readFileSync } from "node:fs";
import { create, type Font, type GlyphRun } from "fontkit";
import { type Faces, type PrintFace, printFile } from "#src/faces.ts";
import { latest } from "#src/lru.ts";

/** Words of one face whose shape stays known: most words of a report stand in every other. */
const MOST_WORDS = 5_000;
/** Texts whose height in one style and width stays known: most sentences of a report stand in many others. */
const MOST_TEXTS = 5_000;

const FACES: readonly PrintFace[] = ["display", "text", "strong"];

/** Has each face of these registered with a document under its own name. */
export function registerFonts(doc: PDFKit.PDFDocument, faces: Faces): void {
  // pdfkit takes a font that is parsed already, which its types do not say.
  for (const [face, font] of knownOf(faces).fonts) doc.registerFont(face, font as unknown as Buffer);
}

const known = new Map<string, ReturnType<typeof learn>>();

/** Fonts and heights by folder: a source comes to the thread that prints as a copy, so none of its objects comes twice. */
export function knownOf(faces: Faces): ReturnType<typeof learn> {
  const found = known.get(faces.folder) ?? learn(faces);
  known.set(faces.folder, found);
  return found;
}

function learn(faces: Faces) {
  const font = (which: PrintFace) => shapingOnce(create(readFileSync(printFile(faces, which))) as Font);
  return { fonts: FACES.map((which) => [which, font(which)] as const), heights: latest<number>(MOST_TEXTS) };
}

/** What pdfkit reads of a shaped word. */
type Shape = Pick<GlyphRun, "glyphs" | "positions" | "advanceWidth">;

/** The same font, which shapes each word once for all documents. */
function shapingOnce(font: Font): Font {
  const shaped = latest<Shape>(MOST_WORDS);
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
    // pdfkit scales the places where they stand, each time, but takes the width for scaled.
    return { ...shape, positions: shape.positions.map((place) => ({ ...place })) };
  };
  return Object.create(font, { layout: { value: layout } });
}
