import type { Brand } from "#src/words/site.ts";
import { hairline, patterns } from "./chart.ts";
import { brandMark, type Card, plumbLine, SIZES, shape, textAtFoot, textBox, wholeCard } from "./elements.ts";

export interface PageCard {
  brand: Brand;
  title: string;
  line: string;
  /** Names of the strata, top to bottom. */
  layers: readonly string[];
}

/** The section drawing of the home page: the title stands on five strata, and the line hangs through all of them. */
export function sectionCard({ brand, title, line, layers }: PageCard): Card {
  const inks = brand.colours.light;
  const { width, height } = SIZES.wide;
  const [left, hatched, ground] = [64, 600, 396];
  const step = (height - ground) / 5;
  const size = title.length > 48 ? 58 : title.length > 30 ? 70 : 78;
  return wholeCard(
    inks,
    SIZES.wide,
    [
      patterns(inks, 1.25),
      brandMark(left, 44, brand),
      ...inks.strata.flatMap((fill, place) => {
        const y = ground + place * step;
        return [
          shape("rect", { x: 0, y, width, height: step, fill }),
          shape("rect", { x: hatched, y, width: width - hatched, height: step, fill: `url(#h${place + 1})` }),
          hairline(inks.edge, 0, y, width, 1),
        ];
      }),
      hairline(inks.ink, 0, ground, width, 3),
      hairline(inks.edge, hatched, ground, 1, height - ground),
      ...plumbLine(936, 524, brand),
    ],
    [
      textBox(brand.name, { x: left + 34, y: 46, width: 600, size: 31, face: "serif" }),
      textAtFoot(
        { x: left, y: 90, width: 800, height: ground - 90 - 22 },
        16,
        [title, { size, face: "serif", line: 1.06 }],
        [line, { size: 28, color: inks.quiet, line: 1.35 }],
      ),
      ...layers.flatMap((name, place) => {
        const y = ground + place * step + 9;
        return [
          textBox(place + 1, { x: left, y, width: 30, size: 23, face: "serif", color: inks.quiet }),
          textBox(name, { x: left + 36, y, width: 480, size: 24, face: "serif" }),
        ];
      }),
    ],
  );
}
