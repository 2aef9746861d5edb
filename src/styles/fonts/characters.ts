const from = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, place) => String.fromCodePoint(first + place)).join("");

/** Printable ASCII and the signs that the pages set. Headings and questions are ours, and have no others. */
export const SIGNS = `${from(0x20, 0x7f)}\u00a0£§·×÷éü‘’“”–—…€→←−`;

/** What else the text face has, for what people write: a file of its own, that is asked for where it occurs. */
export const LETTERS = [...`${from(0xa0, 0x100)}ŒœŠšŽž‚„•₹≥≤`].filter((one) => !SIGNS.includes(one)).join("");

const named = (point: number) => `U+${point.toString(16)}`;

/** Characters as a style sheet names them in a face's `unicode-range`: those in a row by the first and the last. */
export function rangeOf(characters: string): string[] {
  const points = [...characters].map((one) => one.codePointAt(0) ?? 0).sort((one, other) => one - other);
  const ends = points.filter((point) => !points.includes(point + 1));
  return points
    .filter((point) => !points.includes(point - 1))
    .map((first, place) => (first === ends[place] ? named(first) : `${named(first)}-${ends[place]?.toString(16)}`));
}
