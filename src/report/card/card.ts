import { readFile } from "node:fs/promises";
import { renderAsync } from "@resvg/resvg-js";
import { render } from "preact-render-to-string";
import satori, { type Font } from "satori";
import { type Faces, type PrintFace, printFile } from "#src/faces.ts";
import { memoised } from "#src/memoised.ts";
import type { Report } from "#src/report/report.ts";
import type { Brand } from "#src/words/site.ts";
import type { Card, SIZES } from "./elements.ts";
import { cardFacts } from "./facts.ts";
import { sectionCard } from "./page.ts";
import { png } from "./png.ts";
import { squareCard, wideCard } from "./result.ts";

export interface ResultImage {
  report: Pick<Report, "instrument" | "overall" | "layers">;
  site: Brand;
  shape: keyof typeof SIZES;
  /** What stands beside the bob. */
  plumb: string;
}

export interface PageImage {
  site: Brand;
  title: string;
  line: string;
  /** Names of the layers, top to bottom. */
  layers: readonly string[];
}

const WEIGHTS = { display: 400, text: 400, strong: 600 } as const;

const fontsOf = memoised((faces: Faces): Promise<Font[]> => {
  const font = async (which: PrintFace) => ({
    name: which,
    data: await readFile(printFile(faces, which)),
    weight: WEIGHTS[which],
  });
  return Promise.all([font("display"), font("text"), font("strong")]);
});

/** A result's card as a PNG: the same facts give the same bytes. It names nobody and leads nowhere. */
export function cardImage({ report, site, shape, plumb }: ResultImage): Promise<Buffer> {
  const card = { facts: cardFacts(report), brand: site, plumb };
  return draw(shape === "wide" ? wideCard(card) : squareCard(card), site);
}

/** The card of a public page as a PNG of 1200x630: its title over the section drawing. */
export function pageCard({ site, title, line, layers }: PageImage): Promise<Buffer> {
  return draw(sectionCard({ brand: site, title, line, layers }), site);
}

/** Satori clips each word to the whole card: no pixel is lost without it, and a third of the time. */
const WHOLE = / (?:clip-path|mask)="[^"]*"/g;

/** Satori sets the type and turns it into outlines over the drawing; resvg makes the pixels, on a thread of its own. */
async function draw({ size, drawing, words }: Card, { faces }: Brand): Promise<Buffer> {
  const outlines = await satori(words, { ...size, fonts: await fontsOf(faces) });
  const svg = outlines.replaceAll(WHOLE, "").replace(">", () => `>${render(drawing)}`);
  return png(await renderAsync(svg, { font: { loadSystemFonts: false } }));
}
