import { readFileSync } from "node:fs";
import { create, type Font, type GlyphRun } from "fontkit";
import { type Faces, type PrintFace, printFile } from "#src/faces.ts";
import { latest, remembered } from "#src/lru.ts";
import type { Style } from "./type-styles.ts";

/** Words of one face whose shape stays known: most words of a report stand in every other. */
const MOST_WORDS = 5_000;
/** Texts whose lines stay known: most sentences of a report stand in many others. */
const MOST_TEXTS = 5_000;

const FACES: readonly PrintFace[] = ["display", "text", "strong"];

/** Has each face of these registered with a document under its own name. */
export function registerFonts(doc: PDFKit.PDFDocument, faces: Faces): void {
  for (const [face, { font, shapeOf }] of knownOf(faces).faces) {
    // pdfkit takes a font that is parsed already, which its types do not say.
    doc.registerFont(face, font as unknown as Buffer).font(face);
    // It would shape each word anew in each document.
    (doc as unknown as { _font: { layoutCached: typeof shapeOf } })._font.layoutCached = shapeOf;
  }
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
  const learned = FACES.map(
    (face) => [face, shapingOnce(create(readFileSync(printFile(faces, face))) as Font)] as const,
  );
  const known = new Map(learned);
  return {
    faces: known,
    lines: latest<readonly Way[]>(MOST_TEXTS),
    /** How wide a text is, in thousandths of its size. */
    advance: (face: PrintFace, text: string) =>
      text.split(/(?<= )/).reduce((sum, word) => sum + (known.get(face)?.shapeOf(word).advanceWidth ?? 0), 0),
  };
}

/** What pdfkit reads of a shaped word; the places where its glyphs stand and its width in thousandths of its size. */
interface Shape extends Pick<GlyphRun, "glyphs" | "advanceWidth"> {
  positions: (GlyphRun["positions"][number] & { advanceWidth: number })[];
}

/** A font with what shapes each word once for all documents. */
function shapingOnce(font: Font) {
  const scale = 1000 / font.unitsPerEm;
  // A sign that two characters share stands for the first of them in every document, whichever was printed first.
  for (const character of font.characterSet) readOnce(font.glyphForCodePoint(character));
  const shapeOf = remembered((word): Shape => {
    const { glyphs, positions } = font.layout(word);
    const places = positions.map(({ xAdvance, yAdvance, xOffset, yOffset }, place) => ({
      ...{ xAdvance: xAdvance * scale, yAdvance: yAdvance * scale, xOffset: xOffset * scale, yOffset: yOffset * scale },
      advanceWidth: (glyphs[place]?.advanceWidth ?? 0) * scale,
    }));
    return { glyphs, positions: places, advanceWidth: places.reduce((sum, { xAdvance }) => sum + xAdvance, 0) };
  }, MOST_WORDS);
  return { font, shapeOf };
}

/** Every document takes the glyphs that it needs out of the font, which reads the outline of a TrueType glyph anew each time. */
function readOnce(glyph: object): void {
  const inner = glyph as { _decode?(): unknown };
  if (!inner._decode) return;
  const outline = inner._decode();
  inner._decode = () => outline;
}
