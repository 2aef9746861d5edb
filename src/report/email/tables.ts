import { type ComponentChild, h } from "preact";
import { type BrandColours, type Ink, inkOf, LIGHT } from "#src/ink.ts";

/** Mail programs know no custom properties, so the inks of a message stand in it as values. */
const inksOf = ({ paper, surface, sunk, ink, quiet, faint, rule, line, onInk, bands }: Ink) => [
  ...[paper, surface, sunk, ink, quiet, faint, rule, line, onInk, bands[0]],
];

/**
 * The dark inks, for mail programs that honour `prefers-color-scheme`; others keep the light sheet. One style element
 * finds the light inks by their inline values, so that no element carries a class.
 */
export function darkMode(colours: BrandColours): string {
  const dark = inksOf(inkOf(colours, "dark"));
  const rules = inksOf(inkOf(colours, "light")).flatMap((light, place) => [
    `[style*="color:${light}"]{color:${dark[place]}!important}`,
    `[style*="background-color:${light}"]{background-color:${dark[place]}!important}`,
    `[bgcolor="${light}"]{background-color:${dark[place]}!important}`,
    `[style*="solid ${light}"]{border-color:${dark[place]}!important}`,
  ]);
  return `@media (prefers-color-scheme:dark){${rules.join("")}}`;
}

const SERIF = "Georgia,'Times New Roman',serif";
const SANS = "'Helvetica Neue',Arial,sans-serif";

/** `font` shorthand of the message's two faces: size over line height in pixels. */
export const serif = (size: number, line: number) => `font:${size}px/${line}px ${SERIF}`;
export const sans = (size: number, line: number, weight = "") =>
  `font:${weight ? `${weight} ` : ""}${size}px/${line}px ${SANS}`;

/** The style of a cell under a hairline. */
export const underHairline = (padding: string) => `padding:${padding};border-top:1px solid ${LIGHT.rule}`;

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
export function scoreBar(score: number, lead: boolean, line: string) {
  const piece = (width: string, color: string) =>
    cell("font-size:1px;line-height:14px", { width, height: 14, bgcolor: color }, "\u00a0");
  const fill = lead ? line : LIGHT.ink;
  const pieces =
    score < 75
      ? [piece(`${score}%`, fill), piece(`${75 - score}%`, LIGHT.bands[0]), piece("3", line), piece("", LIGHT.sunk)]
      : [piece("75%", fill), piece("3", line), piece(`${score - 75}%`, fill), piece("", LIGHT.sunk)];
  return table({ width: "100%" }, row(...(score === 0 ? pieces.slice(1) : pieces)));
}
