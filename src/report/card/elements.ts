import { h, type VNode } from "preact";
import type { Ink } from "#src/ink.ts";
import { BOB } from "#src/marks.ts";
import type { Brand } from "#src/words/site.ts";

/** Widths and heights in pixels. The wide one is what og:image asks for. */
export const SIZES = { wide: { width: 1200, height: 630 }, square: { width: 1080, height: 1080 } } as const;

export type Size = { width: number; height: number };

type Attributes = Readonly<Record<string, string | number>>;

/** One element of a card's drawing. */
export function shape(name: string, attributes: Attributes, ...children: VNode[]): VNode {
  return h(name, attributes, ...children) as VNode;
}

interface Lettering {
  /** Font size in pixels. */
  size: number;
  face?: "serif" | "plain" | "strong";
  color?: string;
  align?: "left" | "right";
  /** Line height as a share of the size. */
  line?: number;
}

interface Box {
  x: number;
  y: number;
  width: number;
}

const FACES = {
  serif: { fontFamily: "display", fontWeight: 400, letterSpacing: "-0.02em" },
  plain: { fontFamily: "text", fontWeight: 400 },
  strong: { fontFamily: "strong", fontWeight: 600 },
} as const;

/** Words that follow what stands before them. */
function lettering(words: string | number, how: Lettering, place: object = {}): VNode {
  const { size, face = "plain", color, align = "left", line = 1.2 } = how;
  const style = {
    ...place,
    ...FACES[face],
    fontSize: size,
    lineHeight: line,
    textAlign: align,
    ...(color && { color }),
  } as const;
  return h("div", { style }, String(words)) as VNode;
}

/** Words in a box that starts at `x`, `y` and wraps at `width`. */
export function textBox(words: string | number, { x, y, width, ...how }: Box & Lettering): VNode {
  return lettering(words, how, { position: "absolute", left: x, top: y, width });
}

/** Words one under the other, the last of them standing on the foot of the box. */
export function textAtFoot({ x, y, width, height }: Box & Size, gap: number, ...words: [string, Lettering][]): VNode {
  const place = { position: "absolute", left: x, top: y, width, height, gap } as const;
  const column = { display: "flex", flexDirection: "column", justifyContent: "flex-end" } as const;
  const lines = words.map(([text, how]) => lettering(text, how));
  return h("div", { style: { ...place, ...column } }, ...lines) as VNode;
}

/** A card: what is drawn, as SVG, and over it the words, for satori to set. */
export interface Card {
  size: Size;
  drawing: VNode;
  words: VNode;
}

/** A whole card on paper; its words are in ink unless they say otherwise. */
export function wholeCard({ paper, ink }: Ink, size: Size, drawing: VNode[], words: VNode[]): Card {
  const style = { display: "flex", position: "relative", ...size, color: ink } as const;
  return {
    size,
    drawing: shape("g", {}, shape("rect", { ...size, fill: paper }), ...drawing),
    words: h("div", { style }, ...words) as VNode,
  };
}

/** The brand's mark; its name stands beside it. */
export function brandMark(x: number, y: number, brand: Brand): VNode {
  return shape("path", {
    d: brand.mark,
    fill: brand.colours.light.line,
    transform: `translate(${x} ${y}) scale(1.4)`,
  });
}

/** The plumb line from the top edge down to `y`, and the bob that hangs on it. */
export function plumbLine(x: number, y: number, { colours }: Brand): VNode[] {
  const { line } = colours.light;
  return [
    shape("rect", { x: x - 1.5, y: 0, width: 3, height: y + 2, fill: line }),
    shape("path", { d: BOB, fill: line, transform: `translate(${x - 15} ${y}) scale(1.25)` }),
  ];
}
