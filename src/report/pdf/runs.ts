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
  for (const word of wordsOf(runs)) {
    const whole = word.reduce((sum, { text, style }) => sum + widthOf(text, style), 0);
    const last = word.at(-1);
    const space = last?.text.endsWith(" ") ? widthOf(" ", last.style) : 0;
    if (line.length > 0 && used + whole - space > width) {
      lines.push(line);
      line = [];
      used = 0;
    }
    line = joined(line, word);
    used += whole;
  }
  return line.length > 0 ? [...lines, line] : lines;
}

/** Words with the space that follows them, each in as many pieces as it has styles. */
function wordsOf(runs: readonly Run[]): Run[][] {
  const words: Run[][] = [];
  let open: Run[] = [];
  for (const { text, style } of runs)
    for (const piece of text.split(/(?<= )/)) {
      open.push({ text: piece, style });
      if (!piece.endsWith(" ")) continue;
      words.push(open);
      open = [];
    }
  return open.length > 0 ? [...words, open] : words;
}

function joined(line: readonly Run[], word: readonly Run[]): Run[] {
  const result = line.map((run) => ({ ...run }));
  for (const { text, style } of word) {
    const last = result.at(-1);
    if (last?.style === style) last.text += text;
    else result.push({ text, style });
  }
  return result;
}
