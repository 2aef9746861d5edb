import type { Style } from "./type-styles.ts";

/** A stretch of one line of thought in a style of its own. */
export interface Run {
  text: string;
  style: Style;
}

/** Breaks runs into lines no wider than `width`. A word that two runs share, such as a name and its full stop, stays whole. */
export function breakLines(
  runs: readonly Run[],
  width: number,
  widthOf: (text: string, style: Style) => number,
): Run[][] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  let used = 0;
  const whole = (word: readonly Run[]) => word.reduce((sum, { text, style }) => sum + widthOf(text, style), 0);
  /** Without the space after it, which may stick out. */
  const printed = (word: readonly Run[]) => {
    const last = word.at(-1);
    return whole(word) - (last ? widthOf(last.text, last.style) - widthOf(last.text.trimEnd(), last.style) : 0);
  };
  for (const word of wordsOf(runs).flatMap((one) => (printed(one) > width ? lettersOf(one) : [one]))) {
    if (line.length > 0 && used + printed(word) > width) {
      lines.push(line);
      line = [];
      used = 0;
    }
    line = joined(line, word);
    used += whole(word);
  }
  return line.length > 0 ? [...lines, line] : lines;
}

/** After spaces, and between letters after a hyphen, a dash or a stroke. */
const BREAK = /(?<= )(?! )|(?<=[\p{L}\d][-–—/])(?=\p{L})/u;

/** Words with what stands between them and the next, each in as many pieces as it has styles. */
function wordsOf(runs: readonly Run[]): Run[][] {
  const words: Run[][] = [];
  let open: Run[] = [];
  for (const { text, style } of runs) {
    const pieces = text.split(BREAK);
    for (const [place, piece] of pieces.entries()) {
      open.push({ text: piece, style });
      if (place === pieces.length - 1 && !piece.endsWith(" ")) continue;
      words.push(open);
      open = [];
    }
  }
  return open.length > 0 ? [...words, open] : words;
}

/** A word that no line is wide enough for is broken anywhere. */
const lettersOf = (word: readonly Run[]): Run[][] =>
  word.flatMap(({ text, style }) => [...text].map((letter) => [{ text: letter, style }]));

function joined(line: readonly Run[], word: readonly Run[]): Run[] {
  const result = line.map((run) => ({ ...run }));
  for (const { text, style } of word) {
    const last = result.at(-1);
    if (last?.style === style) last.text += text;
    else result.push({ text, style });
  }
  return result;
}
