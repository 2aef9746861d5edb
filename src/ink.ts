import { z } from "zod";

const colour = z.string().regex(/^#[0-9a-f]{6}$/, { error: "must be a colour such as #1f4fb0", abort: true });

/** What a brand may colour: the plumb line, the same pressed, what is written on it, and a ground that marks a choice. */
const accent = z.strictObject({ line: colour, lineStrong: colour, onLine: colour, lineWash: colour });

/** The inks of one mode: those of the drawing, the same for every brand, and the brand's own. */
type Drawing = typeof LIGHT;
export type Ink = Drawing & z.infer<typeof accent>;
type Five = readonly [string, string, string, string, string];
type Mode = "light" | "dark";

/** On paper and in whatever knows one mode only. Values are the tokens of the visual design. */
export const LIGHT = {
  /** Drafting film. */
  paper: "#eff2ef",
  /** A raised sheet. */
  surface: "#fbfcfb",
  /** Wells and heads of tables. */
  sunk: "#e3e9e5",
  ink: "#12201e",
  /** Secondary text. */
  quiet: "#3f4e4b",
  /** Captions and units. */
  faint: "#566562",
  /** Hairlines, decorative only. */
  rule: "#c6cfca",
  /** Borders of controls, 3 to 1 on paper. */
  edge: "#74837e",
  onInk: "#f4f7f5",
  /** Strokes of the layers' patterns. */
  hatch: "#6d7d78",
  /** A likely range, at its middle. */
  range: "#5d706a",
  /** Missing, Failing, Weak, Holding, Strong. */
  bands: ["#ccd6d1", "#d5deda", "#dee5e1", "#e7edea", "#f6f8f7"] as Five,
  /** Grounds of the section drawing, top to bottom. */
  strata: ["#ebefec", "#e3e9e5", "#dae2dd", "#d0dad5", "#c5d1cb"] as Five,
};

const DARK: Drawing = {
  paper: "#101918",
  surface: "#172220",
  sunk: "#1e2b28",
  ink: "#ebf1ee",
  quiet: "#bdc9c4",
  faint: "#97a6a0",
  rule: "#30403c",
  edge: "#74857f",
  onInk: "#101918",
  hatch: "#6d807a",
  range: "#8fa39c",
  bands: ["#2f3f3b", "#293733", "#22302c", "#1c2826", "#172220"],
  strata: ["#182422", "#15201e", "#121b1a", "#0e1615", "#0a1110"],
};

/** `colours` of `content/site.yaml`, refused where a reader could not tell text from ground. */
export const brandColours = z.strictObject({ light: accent, dark: accent }).superRefine((colours, context) => {
  for (const mode of ["light", "dark"] as const)
    for (const [key, text, ground] of pairsOf(inkOf(colours, mode))) {
      const found = contrast(text, ground);
      if (found >= LEAST_CONTRAST) continue;
      const message = `has a contrast of ${found.toFixed(2)} between ${text} and ${ground}, where text needs ${LEAST_CONTRAST}`;
      context.addIssue({ code: "custom", path: [mode, key], message });
    }
});
export type BrandColours = z.infer<typeof brandColours>;

/** Every ink of a mode. */
export function inkOf(colours: BrandColours, mode: Mode): Ink {
  return { ...(mode === "light" ? LIGHT : DARK), ...colours[mode] };
}

/** WCAG 2.2, success criterion 1.4.3. */
const LEAST_CONTRAST = 4.5;

/** What is written in the brand's colours, or on them: the colour at fault, the text, the ground. */
const pairsOf = ({ paper, surface, ink, line, lineStrong, onLine, lineWash }: Ink) =>
  [
    ["line", line, paper],
    ["line", line, surface],
    ["lineStrong", lineStrong, paper],
    ["onLine", onLine, line],
    ["onLine", onLine, lineStrong],
    ["lineWash", ink, lineWash],
  ] as const;

/** Contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const channel = Number.parseInt(hex.slice(place, place + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
