import { LIGHT } from "#src/ink.ts";

/** The three embedded faces: serif for claims and answers, sans for facts, bold for labels. */
export type Face = "serif" | "sans" | "bold";

export const FACES: Readonly<Record<Face, string>> = {
  serif: "newsreader-480.ttf",
  sans: "instrument-sans-400.ttf",
  bold: "instrument-sans-600.ttf",
};

/** How a text is set. `lead` is the distance between baselines in points, `tracking` what is added between letters. */
export interface Style {
  face: Face;
  size: number;
  lead: number;
  ink: string;
  tracking?: number;
}

const style = (face: Face, size: number, lead: number, ink: string, tracking = 0): Style => ({
  face,
  size,
  lead,
  ink,
  tracking,
});

export const TYPE = {
  brand: style("serif", 14, 18, LIGHT.ink),
  title: style("serif", 31, 33, LIGHT.ink, -0.5),
  /** For a verdict that is not settled, whose title is long. */
  openTitle: style("serif", 21, 24, LIGHT.ink, -0.2),
  lede: style("sans", 11, 16.5, LIGHT.quiet),
  dominant: style("serif", 21, 24, LIGHT.ink, -0.2),
  section: style("serif", 16, 18.5, LIGHT.ink, -0.1),
  claim: style("serif", 12.5, 15.5, LIGHT.ink),
  answer: style("serif", 11, 14, LIGHT.ink),
  numeral: style("serif", 68, 68, LIGHT.ink, -2.4),
  band: style("serif", 18, 22, LIGHT.ink),
  score: style("serif", 19, 20, LIGHT.ink),
  sum: style("serif", 26, 30, LIGHT.ink, -0.4),
  figure: style("serif", 14, 17, LIGHT.ink),
  body: style("sans", 9, 13.5, LIGHT.quiet),
  label: style("bold", 9, 13.5, LIGHT.ink),
  note: style("sans", 8.5, 12.5, LIGHT.faint),
  noteLabel: style("bold", 8.5, 12.5, LIGHT.ink),
  small: style("sans", 7.5, 10.5, LIGHT.faint),
  smallLabel: style("bold", 7.5, 10.5, LIGHT.ink),
} as const;

/** How far under the top of its line a text stands: two texts side by side share a baseline by it. */
export const baselineDrop = ({ face, size, lead }: Style): number =>
  lead / 2 + size * (face === "serif" ? 0.235 : 0.36);

/** The same style in another ink. */
export const inInk = (of: Style, ink: string): Style => ({ ...of, ink });

/** The A4 sheet in points: two margins, a narrow column for headings and a wide one for what stands under them. */
export const SHEET = {
  width: 595.28,
  height: 841.89,
  left: 50,
  right: 545.28,
  top: 46,
  bottom: 784,
  side: 126,
  main: 196,
} as const;

export const FULL_WIDTH = SHEET.right - SHEET.left;
export const MAIN_WIDTH = SHEET.right - SHEET.main;
