import type { Brand } from "#src/words/site.ts";
import { bar, HOLDING_FROM, hairline, patterns, swatch } from "./chart.ts";
import { brandMark, type Card, plumbLine, SIZES, textBox, wholeCard } from "./elements.ts";
import type { CardFacts } from "./facts.ts";

export interface ResultCard {
  facts: CardFacts;
  brand: Brand;
  /** What stands beside the bob. */
  plumb: string;
}

/** 1200x630: words left of the line, figures right of it, a row a layer. */
export function wideCard({ facts, brand, plumb: holds }: ResultCard): Card {
  const inks = brand.colours.light;
  const left = 64;
  const plot = { x: 372, width: 540 };
  const right = { x: 944, end: 1136 };
  const line = plot.x + (plot.width * HOLDING_FROM) / 100;
  const [top, step] = [280, 54];
  const rows = facts.layers.map((layer, place) => ({ ...layer, y: top + place * step }));
  return wholeCard(
    inks,
    SIZES.wide,
    [
      patterns(inks, 0.62),
      brandMark(left, 38, brand),
      hairline(inks.ink, left, top, right.end - left, 2),
      ...rows.flatMap(({ number, score, range, y }) => [
        hairline(inks.rule, left, y + step, right.end - left),
        swatch(inks, number, left + 0.5, y + 12.5, 30),
        ...bar(inks, { ...plot, y: y + 12, height: 31 }, score, range),
      ]),
      ...plumbLine(line, top + 5 * step + 4, brand),
    ],
    [
      textBox(brand.name, { x: left + 34, y: 40, width: 600, size: 31, face: "serif" }),
      textBox(facts.instrument, { x: left, y: 98, width: 640, size: 25, color: inks.quiet }),
      textBox(facts.band, { x: left - 3, y: 132, width: 690, size: 88, face: "serif", line: 1.1 }),
      textBox(facts.likely, { x: left, y: 235, width: 640, size: 23, color: inks.faint }),
      textBox(facts.score, { x: line + 32, y: 91, width: 300, size: 150, face: "serif", line: 1 }),
      textBox(facts.of, { x: line + 38, y: 235, width: 200, size: 23, color: inks.faint }),
      ...rows.flatMap(({ name, score, status, y }) => [
        textBox(name, { x: left + 48, y: y + 12, width: 250, size: 25, face: "strong" }),
        textBox(score, { x: right.x, y: y + 11, width: 62, size: 36, face: "serif", align: "right", line: 1.1 }),
        textBox(status, { x: right.x + 80, y: y + 13, width: 120, size: 23, face: "strong" }),
      ]),
      textBox(holds, {
        x: plot.x,
        y: 569,
        width: line - plot.x - 26,
        size: 20,
        face: "strong",
        color: inks.line,
        align: "right",
      }),
    ],
  );
}

/** 1080x1080: each bar as wide as the sheet, under its layer's name. */
export function squareCard({ facts, brand, plumb: holds }: ResultCard): Card {
  const inks = brand.colours.light;
  const left = 72;
  const width = SIZES.square.width - 2 * left;
  const line = left + (width * HOLDING_FROM) / 100;
  const [top, step] = [388, 114];
  const rows = facts.layers.map((layer, place) => ({ ...layer, y: top + place * step }));
  const aside = line + 20;
  const figure = facts.score === 100 ? 124 : 160;
  return wholeCard(
    inks,
    SIZES.square,
    [
      patterns(inks, 0.72),
      brandMark(left, 66, brand),
      hairline(inks.ink, left, top, width, 2),
      ...rows.flatMap(({ number, score, range, y }) => [
        swatch(inks, number, left + 0.5, y + 18.5, 34),
        ...bar(inks, { x: left, width, y: y + 66, height: 38 }, score, range),
      ]),
      ...plumbLine(line, top + 5 * step + 6, brand),
    ],
    [
      textBox(brand.name, { x: left + 36, y: 67, width: 600, size: 34, face: "serif" }),
      textBox(facts.instrument, { x: left, y: 150, width: 660, size: 30, color: inks.quiet }),
      textBox(facts.band, { x: left - 4, y: 198, width: 690, size: 98, face: "serif", line: 1.1 }),
      textBox(facts.likely, { x: left, y: 318, width: 660, size: 28, color: inks.faint }),
      textBox(facts.score, { x: aside, y: 290 - figure * 0.84, width: 260, size: figure, face: "serif", line: 1 }),
      textBox(facts.of, { x: aside + 6, y: 318, width: 200, size: 28, color: inks.faint }),
      ...rows.flatMap(({ name, score, status, y }) => [
        textBox(name, { x: left + 52, y: y + 17, width: 560, size: 31, face: "strong" }),
        textBox(score, { x: aside, y: y + 16, width: 90, size: 42, face: "serif", line: 1.1 }),
        textBox(status, { x: aside + 88, y: y + 20, width: 150, size: 27, face: "strong" }),
      ]),
      textBox(holds, {
        x: left,
        y: 988,
        width: line - left - 30,
        size: 25,
        face: "strong",
        color: inks.line,
        align: "right",
      }),
    ],
  );
}
