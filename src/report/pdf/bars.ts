import type { Sheet } from "./sheet.ts";

type Doc = PDFKit.PDFDocument;
type Canvas = Pick<Sheet, "doc" | "inks">;

/** A box in points: left edge, top, width, height. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where Missing, Failing, Weak, Holding and Strong begin and end. */
const EDGES = [0, 25, 50, 75, 90, 100] as const;
/** A layer holds from here; the plumb line hangs here. */
export const HOLDING_FROM = 75;

const SOFT = 0.32;
const DEPTH = 0.55;

interface Reading {
  score: number;
  range: readonly [number, number];
  lead?: boolean;
  /** Without the value bar only the cap is drawn, as for the overall score. */
  capOnly?: boolean;
  /** Too much is unknown for a value: the range alone. */
  rangeOnly?: boolean;
}

/** One bullet bar: five bands, the likely range with soft ends, the value, and a cap at the exact score. */
export function bulletBar(
  { doc, inks }: Canvas,
  { x, y, width, height }: Box,
  { score, range, lead, capOnly, rangeOnly }: Reading,
): void {
  const at = (points: number) => x + (points / 100) * width;
  const ink = lead ? inks.line : inks.ink;
  const inset = capOnly ? 0 : height * 0.14;
  inks.bands.forEach((band, place) => {
    const [from = 0, to = 100] = EDGES.slice(place, place + 2);
    doc.rect(at(from), y, at(to) - at(from), height).fill(band);
    const [low, high] = [Math.max(from, range[0]), Math.min(to, range[1])];
    if (low < high) {
      // A hair of overlap, so that no seam shows where two grounds meet.
      const overlap = high < range[1] ? 0.4 : 0;
      doc.rect(at(low), y + inset, at(high) - at(low) + overlap, height - 2 * inset);
      doc.fill(soft(doc, [low, high], range, { at, ground: band, ink: lead ? inks.line : inks.range }));
    }
  });
  doc.lineWidth(0.5).strokeColor(inks.rule).rect(x, y, width, height).stroke();
  if (rangeOnly) return;
  if (!capOnly && score > 0) doc.rect(x, y + height * 0.36, at(score) - x, height * 0.28).fill(ink);
  doc.rect(Math.min(at(score), x + width - 1) - 1, y + inset, 2, height - 2 * inset).fill(ink);
}

/** A range alone, such as the cost: soft ends on one ground, on a scale that ends at `most`. */
export function rangeBar(
  { doc, inks }: Canvas,
  { x, y, width, height }: Box,
  range: readonly [number, number],
  most: number,
): void {
  const at = (points: number) => x + (points / most) * width;
  doc.rect(x, y, width, height).fill(inks.bands[1]);
  doc.rect(at(range[0]), y, Math.max(1, at(range[1]) - at(range[0])), height);
  doc.fill(soft(doc, range, range, { at, ground: inks.bands[1], ink: inks.line }));
}

interface Ground {
  at: (points: number) => number;
  ground: string;
  ink: string;
}

/** The part of a soft range that lies on one ground, mixed beforehand: no transparency, so every printer can do it. */
function soft(doc: Doc, [from, to]: readonly [number, number], range: readonly [number, number], on: Ground) {
  const [low, high] = range;
  const share = (points: number) => (high > low ? (points - low) / (high - low) : 0.5);
  const depth = (points: number) => DEPTH * Math.min(1, share(points) / SOFT, (1 - share(points)) / SOFT);
  const turns = [low + SOFT * (high - low), high - SOFT * (high - low)].filter((turn) => turn > from && turn < to);
  const gradient = doc.linearGradient(on.at(from), 0, on.at(to), 0);
  for (const stop of [from, ...turns, to])
    gradient.stop(to > from ? (stop - from) / (to - from) : 0, mixed(on.ground, on.ink, Math.max(0, depth(stop))));
  return gradient;
}

function mixed(ground: string, ink: string, share: number): string {
  const part = (colour: string, place: number) => Number.parseInt(colour.slice(place, place + 2), 16);
  const channels = [1, 3, 5].map((place) => Math.round(part(ground, place) * (1 - share) + part(ink, place) * share));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
