import { type ComponentChild, h } from "preact";

/** Inks of the message. Mail programs know no custom properties, so the light tokens stand here as values. */
export const INK = {
  paper: "#eff2ef",
  surface: "#fbfcfb",
  ink: "#12201e",
  quiet: "#3f4e4b",
  faint: "#566562",
  rule: "#c6cfca",
  line: "#c22b0c",
  track: "#d3dcd7",
  above: "#e9eeeb",
  onInk: "#f4f7f5",
} as const;

/** The same inks where a mail program honours `prefers-color-scheme`; others keep the light sheet. */
const DARK: Record<keyof typeof INK, string> = {
  paper: "#101918",
  surface: "#172220",
  ink: "#ebf1ee",
  quiet: "#bdc9c4",
  faint: "#97a6a0",
  rule: "#30403c",
  line: "#ff7a57",
  track: "#2f3f3b",
  above: "#1e2b28",
  onInk: "#101918",
};

/** Dark mode as one style element: it finds the inks by their inline values, so that no element carries a class. */
export function darkMode(): string {
  const rules = (Object.keys(INK) as (keyof typeof INK)[]).flatMap((name) => [
    `[style*="color:${INK[name]}"]{color:${DARK[name]}!important}`,
    `[bgcolor="${INK[name]}"]{background-color:${DARK[name]}!important}`,
    `[style*="solid ${INK[name]}"]{border-color:${DARK[name]}!important}`,
  ]);
  return `@media (prefers-color-scheme:dark){${rules.join("")}}`;
}

const SERIF = "Georgia,'Times New Roman',serif";
const SANS = "'Helvetica Neue',Arial,sans-serif";

/** `font` shorthand of the message's two faces: size over line height in pixels. */
export const serif = (size: number, line: number) => `font:${size}px/${line}px ${SERIF}`;
export const sans = (size: number, line: number, weight = "") =>
  `font:${weight ? `${weight} ` : ""}${size}px/${line}px ${SANS}`;

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
export function block(style: string, ...children: ComponentChild[]) {
  return row(cell(style, {}, ...children));
}

/** A bar of table cells: filled to the score, with the plumb mark at 75. Mail programs draw no SVG. */
export function bar(score: number, lead: boolean) {
  const piece = (width: string, color: string) =>
    cell("font-size:1px;line-height:14px", { width, height: 14, bgcolor: color }, "\u00a0");
  const fill = lead ? INK.line : INK.ink;
  const pieces =
    score < 75
      ? [piece(`${score}%`, fill), piece(`${75 - score}%`, INK.track), piece("3", INK.line), piece("", INK.above)]
      : [piece("75%", fill), piece("3", INK.line), piece(`${score - 75}%`, fill), piece("", INK.above)];
  return table({ width: "100%" }, row(...(score === 0 ? pieces.slice(1) : pieces)));
}
