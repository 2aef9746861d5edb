import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";
import { LETTERS, SIGNS } from "./characters.ts";

const NEWSREADER = import.meta.resolve("@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2");
const INSTRUMENT_SANS = import.meta.resolve(
  "@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
);

const ALL = SIGNS + LETTERS;

/** The web faces keep their axes; the PDF takes TrueType at fixed weights. */
const FONTS = [
  {
    from: NEWSREADER,
    to: "newsreader.woff2",
    characters: SIGNS,
    // Drawn for one size: with all sizes it weighs 55 KB in place of 24.
    axes: { wght: { min: 400, max: 600 }, opsz: 36 },
  },
  { from: INSTRUMENT_SANS, to: "instrument-sans.woff2", characters: SIGNS, axes: { wght: { min: 400, max: 600 } } },
  {
    from: INSTRUMENT_SANS,
    to: "instrument-sans-letters.woff2",
    characters: LETTERS,
    axes: { wght: { min: 400, max: 600 } },
  },
  { from: NEWSREADER, to: "newsreader-480.ttf", characters: ALL, axes: { wght: 480, opsz: 28 } },
  { from: INSTRUMENT_SANS, to: "instrument-sans-400.ttf", characters: ALL, axes: { wght: 400 } },
  { from: INSTRUMENT_SANS, to: "instrument-sans-600.ttf", characters: ALL, axes: { wght: 600 } },
];

for (const { from, to, characters, axes } of FONTS) {
  const whole = await readFile(fileURLToPath(from));
  const targetFormat = to.endsWith(".ttf") ? "truetype" : "woff2";
  const part = await subsetFont(whole, characters, { targetFormat, variationAxes: axes });
  await writeFile(new URL(to, import.meta.url), part);
  console.log(`${to}: ${whole.length} bytes before, ${part.length} after`);
}
