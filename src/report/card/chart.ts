import type { VNode } from "preact";
import type { Ink } from "#src/ink.ts";
import type { Range } from "#src/scoring/result.ts";
import { shape } from "./elements.ts";

/** A layer holds from here on; the plumb line hangs at this share of every bar. */
export const HOLDING_FROM = 75;
const BAND_ENDS = [0, 25, 50, HOLDING_FROM, 90, 100];

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One bullet bar: bands, the soft likely range, the value and its cap. */
export function bar(inks: Ink, { x, y, width, height }: Place, score: number, [low, high]: Range): VNode[] {
  const at = (points: number) => x + (width * points) / 100;
  const thick = height * 0.34;
  return [
    ...inks.bands.map((fill, place) => {
      const [from = 0, to = 0] = BAND_ENDS.slice(place);
      return shape("rect", { x: at(from), y, width: at(to) - at(from), height, fill });
    }),
    shape("rect", { x, y, width, height, fill: "none", stroke: inks.rule }),
    shape("rect", { x: at(low), y: y + 4, width: at(high) - at(low), height: height - 8, fill: "url(#soft)" }),
    shape("rect", { x, y: y + (height - thick) / 2, width: at(score) - x, height: thick, fill: inks.ink }),
    shape("rect", { x: at(score) - 2, y: y + 4, width: 4, height: height - 8, fill: inks.ink }),
  ];
}

/** A layer's lithology in a square: its identity without colour. */
export function swatch(inks: Ink, number: number, x: number, y: number, side: number): VNode {
  const box = { x, y, width: side, height: side };
  return shape(
    "g",
    {},
    shape("rect", { ...box, fill: inks.surface }),
    shape("rect", { ...box, fill: `url(#h${number})`, stroke: inks.edge }),
  );
}

export function hairline(fill: string, x: number, y: number, width: number, thick = 1): VNode {
  return shape("rect", { x, y, width, height: thick, fill });
}

/** Patterns of the five layers as on the home page, drawn `scale` times as large, and the soft ends of a range. */
export function patterns(inks: Ink, scale: number): VNode {
  const line = { fill: "none", stroke: inks.hatch };
  const dot = { r: 1, fill: inks.hatch };
  const pattern = (number: number, width: number, height: number, ...shapes: VNode[]) => {
    const box = {
      id: `h${number}`,
      width,
      height,
      patternUnits: "userSpaceOnUse",
      patternTransform: `scale(${scale})`,
    };
    return shape("pattern", box, ...shapes);
  };
  const stop = (offset: number, opacity: number) =>
    shape("stop", { offset, "stop-color": inks.range, "stop-opacity": opacity });
  return shape(
    "defs",
    {},
    pattern(1, 14, 14, shape("circle", { cx: 3, cy: 4, ...dot }), shape("circle", { cx: 10, cy: 11, ...dot })),
    pattern(2, 28, 16, shape("path", { d: "M0 .5H28M0 8.5H28M7 .5V8.5M21 8.5V16.5", ...line })),
    pattern(3, 28, 10, shape("path", { d: "M0 5C4.7 0 9.3 0 14 5S23.3 10 28 5", ...line })),
    pattern(
      4,
      20,
      20,
      shape("circle", { cx: 5, cy: 5, r: 3.2, ...line }),
      shape("circle", { cx: 15, cy: 15, r: 3.2, ...line }),
    ),
    pattern(5, 16, 16, shape("path", { d: "M1 4H7M4 1V7M9 12H15M12 9V15", ...line })),
    shape("linearGradient", { id: "soft" }, stop(0, 0), stop(0.32, 0.55), stop(0.68, 0.55), stop(1, 0)),
  );
}
