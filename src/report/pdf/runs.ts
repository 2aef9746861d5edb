import type { Style } from "./type-styles.ts";

/** A stretch of one line of thought in a style of its own. */
export interface Run {
  text: string;
  style: Style;
}

/** A word in as many pieces as it has styles. `printed` is its width without the space after it, which may stick out. */
interface Word {
  word: readonly Run[];
  whole: number;
  printed: number;
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
  const measured = (word: Run[]): Word => {
    const whole = word.reduce((sum, { text, style }) => sum + widthOf(text, style), 0);
    const { text, style } = word.at(-1) as Run;
    const trimmed = text.trimEnd();
    return {
      word,
      whole,
      printed: trimmed === text ? whole : whole - (widthOf(text, style) - widthOf(trimmed, style)),
    };
  };
  const fitting = (one: Word) => (one.printed > width ? lettersOf(one.word).map(measured) : [one]);
  for (const { word, whole, printed } of wordsOf(runs).map(measured).flatMap(fitting)) {
    if (line.length > 0 && used + printed > width) {
      lines.push(line);
      line = [];
      used = 0;
    }
    add(line, word);
    used += whole;
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

function add(line: Run[], word: readonly Run[]): void {
  for (const { text, style } of word) {
    const last = line.at(-1);
    if (last?.style === style) last.text += text;
    else line.push({ text, style });
  }
}
