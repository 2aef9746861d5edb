import { type ComponentChild, h } from "preact";
import { standIns } from "#src/faces.ts";
import type { BrandColours, Ink } from "#src/ink.ts";
import type { Site } from "#src/words/site.ts";

/** Mail programs know no custom properties, so the inks of a message stand in it as values. */
const inksOf = ({ paper, surface, sunk, ink, quiet, faint, rule, line, onInk, bands }: Ink) => [
  ...[paper, surface, sunk, ink, quiet, faint, rule, line, onInk, bands[0]],
];

/**
 * The dark inks, for mail programs that honour `prefers-color-scheme`; others keep the light sheet. One style element
 * finds the light inks by their inline values, so that no element carries a class.
 */
export function darkMode(colours: BrandColours): string {
  const dark = inksOf(colours.dark);
  const rules = inksOf(colours.light).flatMap((light, place) => [
    `[style*="color:${light}"]{color:${dark[place]}!important}`,
    `[style*="background-color:${light}"]{background-color:${dark[place]}!important}`,
    `[bgcolor="${light}"]{background-color:${dark[place]}!important}`,
    `[style*="solid ${light}"]{border-color:${dark[place]}!important}`,
  ]);
  return `@media (prefers-color-scheme:dark){${rules.join("")}}`;
}

/** How a message is set: its inks by day, and the `font` shorthand of its two faces, size over line height in pixels. */
export interface Look {
  inks: Ink;
  serif: (size: number, line: number, weight?: string) => string;
  sans: (size: number, line: number, weight?: string) => string;
}

/** Mail programs load no fonts, so a message is set in the faces that stand in for the brand's. */
export function lookOf({ colours, faces }: Pick<Site, "colours" | "faces">): Look {
  const set = (names: readonly string[]) => {
    const families = standIns(names);
    return (size: number, line: number, weight = "") =>
      `font:${weight ? `${weight} ` : ""}${size}px/${line}px ${families}`;
  };
  return { inks: colours.light, serif: set(faces.display.standIns), sans: set(faces.text.standIns) };
}

/** The style of a cell under a hairline. */
export const underHairline = ({ rule }: Ink, padding: string) => `padding:${padding};border-top:1px solid ${rule}`;

type Attributes = Record<string, string | number>;

/** A layout table: announced as nothing, its own spacing off. */
export function table(attributes: Attributes, ...rows: ComponentChild[]) {
  return h("table", { role: "presentation", cellpadding: 0, cellspacing: 0, border: 0, ...attributes }, ...rows);
}

export function row(...cells: ComponentChild[]) {
  return h("tr", null, ...cells);
}

export function cell(style: string, attributes: Attributes, ...children: ComponentChild[]) {
  return h("td", { style, ...attributes }, ...children);
}

/** A full-width row with one padded cell. */
export function fullRow(style: string, ...children: ComponentChild[]) {
  return row(cell(style, {}, ...children));
}

/** A bar of table cells: filled to the score, with the plumb mark at 75. Mail programs draw no SVG. */
export function scoreBar(score: number, lead: boolean, { line, ink, bands, sunk }: Ink) {
  const piece = (width: string, color: string) =>
    cell("font-size:1px;line-height:14px", { width, height: 14, bgcolor: color }, "\u00a0");
  const fill = lead ? line : ink;
  const pieces =
    score < 75
      ? [piece(`${score}%`, fill), piece(`${75 - score}%`, bands[0]), piece("3", line), piece("", sunk)]
      : [piece("75%", fill), piece("3", line), piece(`${score - 75}%`, fill), piece("", sunk)];
  return table({ width: "100%" }, row(...(score === 0 ? pieces.slice(1) : pieces)));
}
