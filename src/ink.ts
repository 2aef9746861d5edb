import { z } from "zod";

const colour = z.string().regex(/^#[0-9a-f]{6}$/, { error: "must be a colour such as #1f4fb0", abort: true });
const five = z.tuple([colour, colour, colour, colour, colour]);

/** The colours of one mode. What each is for stands beside it in `content/site.yaml`. */
const inks = z.strictObject({
  ...{ line: colour, lineStrong: colour, onLine: colour, lineWash: colour },
  ...{ paper: colour, surface: colour, sunk: colour },
  ...{ ink: colour, quiet: colour, faint: colour, onInk: colour },
  ...{ rule: colour, edge: colour, hatch: colour, range: colour },
  bands: five,
  strata: five,
});
export type Ink = z.infer<typeof inks>;
/** An ink that a text may be set in, by its key. */
export type InkName = Exclude<keyof Ink, "bands" | "strata">;

/** `colours` of `content/site.yaml`, refused where a reader could not tell text from ground or a mark from its ground. */
export const brandColours = z.strictObject({ light: inks, dark: inks }).superRefine((colours, context) => {
  for (const mode of ["light", "dark"] as const)
    for (const [front, ground, least] of PAIRS) {
      const [one, other] = [inkAt(colours[mode], front), inkAt(colours[mode], ground)];
      const found = contrast(one, other);
      if (found >= least) continue;
      // Rounded down, so that what is refused never reads as what is asked for.
      const ratio = (Math.floor(found * 100) / 100).toFixed(2);
      const message = `${one} on ${ground} (${other}) has a contrast of ${ratio}, where ${least === TEXT ? "text" : "a mark"} needs ${least}: change one of the two`;
      context.addIssue({ code: "custom", path: [mode, ...front.split(".")], message });
    }
});
export type BrandColours = z.infer<typeof brandColours>;

/** An ink as `PAIRS` names it: by its key, one of five by its key and place, such as `bands.0`. */
export type InkKey = InkName | `${"bands" | "strata"}.${0 | 1 | 2 | 3 | 4}`;

const isKey = (key: string): key is InkKey => key !== "bands" && key !== "strata";
export const INK_KEYS: readonly InkKey[] = [
  ...Object.keys(inks.shape).filter(isKey),
  ...([0, 1, 2, 3, 4] as const).flatMap((place): InkKey[] => [`bands.${place}`, `strata.${place}`]),
];

export function inkAt(of: Ink, key: InkKey): string {
  const [name, place] = key.split(".") as [keyof Ink, string?];
  const found = of[name];
  return typeof found === "string" ? found : (found[Number(place)] ?? "");
}

/** What a style sheet calls an ink: `--line-strong`, `--band-0`, `--stratum-1`. */
export function inkProperty(key: InkKey): string {
  const [name = "", place] = key.split(".");
  if (place !== undefined) return name === "bands" ? `--band-${place}` : `--stratum-${Number(place) + 1}`;
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (what is needed to know a control or to read a drawing). */
export const TEXT = 4.5;
export const MARK = 3;

const over = <F extends InkKey, G extends InkKey>(least: number, fronts: readonly F[], grounds: readonly G[]) =>
  fronts.flatMap((front) => grounds.map((ground): [InkKey, InkKey, number] => [front, ground, least]));

const STRATA = ["strata.0", "strata.1", "strata.2", "strata.3", "strata.4"] as const;
const BANDS = ["bands.0", "bands.1", "bands.2", "bands.3", "bands.4"] as const;

/** Every pair in use: what is in front, its ground, the least contrast. A test walks all pages for one that is missing. */
export const PAIRS: readonly (readonly [front: InkKey, ground: InkKey, least: number])[] = [
  ...over(TEXT, ["ink", "quiet", "faint", "line"], ["paper", "surface", "sunk"]),
  ...over(TEXT, ["ink"], ["lineWash"]),
  ...over(TEXT, ["lineStrong"], ["paper"]),
  ...over(TEXT, ["onInk"], ["ink"]),
  ...over(TEXT, ["onLine"], ["line", "lineStrong"]),
  ...over(TEXT, ["ink", "quiet"], STRATA),
  // The plumb line through the ground; values, caps and ranges on their scale; what a control is seen by.
  ...over(MARK, ["line"], [...STRATA, ...BANDS]),
  ...over(MARK, ["ink"], BANDS),
  ...over(MARK, ["range"], BANDS),
  ...over(MARK, ["edge"], ["paper", "surface"]),
];

/** Contrast ratio of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
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
