import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";
import { FACE_FILES } from "#src/faces.ts";
import { loadSite } from "#src/words/site.ts";
import { LETTERS, SIGNS } from "./characters.ts";

const { faces } = loadSite();
const ALL = SIGNS + LETTERS;
const { screen, print } = FACE_FILES;
/** The web faces keep their weights, where `axes` fix none; the PDF takes TrueType at fixed ones. */
const WEIGHTS = { min: 400, max: 600 };

const FONTS = [
  { face: faces.display, to: screen.display, characters: SIGNS, wght: WEIGHTS },
  { face: faces.text, to: screen.text, characters: SIGNS, wght: WEIGHTS },
  { face: faces.text, to: screen.letters, characters: LETTERS, wght: WEIGHTS },
  { face: faces.display, to: print.display, characters: ALL, wght: 480 },
  { face: faces.text, to: print.text, characters: ALL, wght: 400 },
  { face: faces.text, to: print.strong, characters: ALL, wght: 600 },
];

for (const { face, to, characters, wght } of FONTS) {
  const whole = await readFile(wholeFile(face.from));
  const [targetFormat, axes] = to.endsWith(".ttf")
    ? (["truetype", face.axes?.print] as const)
    : (["woff2", face.axes?.screen] as const);
  const part = await subsetFont(whole, characters, { targetFormat, variationAxes: { wght, ...axes } });
  await writeFile(join(faces.folder, to), part);
  console.log(`${to}: ${whole.length} bytes before, ${part.length} after`);
}

/** A font beside the content, or of a package. */
function wholeFile(from: string): string {
  return from.startsWith("@") ? fileURLToPath(import.meta.resolve(from)) : join(faces.folder, from);
}
