import type { Known } from "./fonts.ts";
import { breakLines, type Run } from "./runs.ts";
import type { Style } from "./type-styles.ts";

/** A heading is tried in half a dozen widths, and few texts stand in two styles. */
const MOST_WAYS = 12;

/** How much room texts take, in points, and where their lines end. */
export interface Measures {
  linesOf(text: string, style: Style, width: number): readonly string[];
  linesOfRuns(runs: readonly Run[], width: number): Run[][];
  heightOf(text: string, style: Style, width: number): number;
  heightOfRuns(runs: readonly Run[], width: number): number;
  widthOf(text: string, style: Style): number;
  /** The least width that sets the text in no more lines than `width` does: headings without a lone last word. */
  balanced(text: string, style: Style, width: number): number;
}

/**
 * Measures texts without a document, which would hold each font in the order in which it was asked for.
 *
 * @param known the faces of a brand, and lines that are known already: a text that is measured and then set, or stands in
 *   another report, is broken once
 */
export function measures({ advance, lines: known }: Known): Measures {
  const widthOf = (text: string, { face, size, tracking = 0 }: Style) =>
    (advance(face, text) * size) / 1000 + tracking * text.length;
  const linesOf = (text: string, style: Style, width: number) => {
    const { face, size, tracking } = style;
    const ways = known.get(text) ?? [];
    const found = ways.find(
      (one) => one.width === width && one.size === size && one.face === face && one.tracking === tracking,
    );
    if (found) return found.lines;
    const broken = breakLines([{ text: printable(text), style }], width, widthOf);
    const lines = broken.map((pieces) => pieces.map((piece) => piece.text).join(""));
    known.set(text, [...ways, { face, size, tracking, width, lines }].slice(-MOST_WAYS));
    return lines;
  };
  const linesOfRuns = (runs: readonly Run[], width: number) => {
    const printed = runs.map(({ text, style }) => ({ text: printable(text), style }));
    return breakLines(printed, width, widthOf);
  };
  const heightOf = (text: string, style: Style, width: number) => linesOf(text, style, width).length * style.lead;
  return {
    linesOf,
    linesOfRuns,
    heightOf,
    heightOfRuns: (runs, width) => linesOfRuns(runs, width).length * (runs[0]?.style.lead ?? 0),
    widthOf: (text, style) => widthOf(printable(text), style),
    balanced(text, style, width) {
      const lines = linesOf(text, style, width).length;
      let [narrow, wide] = [width / 2, width];
      while (wide - narrow > 4) {
        const middle = (narrow + wide) / 2;
        if (linesOf(text, style, middle).length > lines) narrow = middle;
        else wide = middle;
      }
      return wide;
    },
  };
}

/** Signs that the embedded faces lack, in letters; Unicode spaces of number formats as the one space that they have. */
export function printable(text: string): string {
  return text
    .replace(/[\u202f\u2009]/g, "\u00a0")
    .replaceAll("₹", "INR\u00a0")
    .replace(/[\u0100-\u024f]/g, (letter) => (/[ŒœŽž]/.test(letter) ? letter : letter.normalize("NFD").charAt(0)));
}
