import type { PrintFace } from "#src/faces.ts";
import type { InkName } from "#src/ink.ts";

/** How a text is set. `lead` is the distance between baselines in points, `tracking` what is added between letters. */
export interface Style {
  face: PrintFace;
  size: number;
  lead: number;
  ink: InkName;
  tracking?: number;
}

const style = (face: PrintFace, size: number, lead: number, ink: InkName, tracking = 0): Style => ({
  face,
  size,
  lead,
  ink,
  tracking,
});

export const TYPE = {
  brand: style("display", 14, 18, "ink"),
  title: style("display", 31, 33, "ink", -0.5),
  /** For a verdict that is not settled, whose title is long. */
  openTitle: style("display", 21, 24, "ink", -0.2),
  lede: style("text", 11, 16.5, "quiet"),
  dominant: style("display", 21, 24, "ink", -0.2),
  section: style("display", 16, 18.5, "ink", -0.1),
  claim: style("display", 12.5, 15.5, "ink"),
  answer: style("display", 11, 14, "ink"),
  numeral: style("display", 68, 68, "ink", -2.4),
  band: style("display", 18, 22, "ink"),
  score: style("display", 19, 20, "ink"),
  sum: style("display", 26, 30, "ink", -0.4),
  figure: style("display", 14, 17, "ink"),
  body: style("text", 9, 13.5, "quiet"),
  label: style("strong", 9, 13.5, "ink"),
  note: style("text", 8.5, 12.5, "faint"),
  noteLabel: style("strong", 8.5, 12.5, "ink"),
  small: style("text", 7.5, 10.5, "faint"),
  smallLabel: style("strong", 7.5, 10.5, "ink"),
} as const;

/** How far under the top of its line a text stands: two texts side by side share a baseline by it. */
export const baselineDrop = ({ face, size, lead }: Style): number =>
  lead / 2 + size * (face === "display" ? 0.235 : 0.36);

/** The same style in another ink. */
export const inInk = (of: Style, ink: InkName): Style => ({ ...of, ink });

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
