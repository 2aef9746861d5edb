import type { Plugin } from "vite";
import { type Ink, inkOf } from "#src/ink.ts";
import { loadSite } from "#src/words/site.ts";

/** The sheet as a file of its own, and as a text to be written into a page. */
const NAMES = ["virtual:ink.css", "virtual:ink.css?inline"];

/** A Vite plugin: what is imported as `virtual:ink.css` holds the palette as custom properties, and is bundled as any style. */
export function inkSheet(): Plugin {
  return {
    name: "ink-sheet",
    resolveId: (id) => (NAMES.includes(id) ? id : undefined),
    load: (id) => (NAMES.includes(id) ? sheet() : undefined),
  };
}

/** Paper has the light inks, whatever the mode of the screen. */
function sheet(): string {
  const { colours } = loadSite();
  const [light, dark] = [properties(inkOf(colours, "light")), properties(inkOf(colours, "dark"))];
  return `@layer tokens{:root{${light}}@media screen and (prefers-color-scheme:dark){:root{${dark}}}}`;
}

/** `lineStrong` as `--line-strong`, bands from `--band-0`, strata from `--stratum-1`. */
function properties({ bands, strata, ...inks }: Ink): string {
  const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [
    ...Object.entries(inks).map(([name, colour]) => `--${dashed(name)}:${colour};`),
    ...bands.map((colour, place) => `--band-${place}:${colour};`),
    ...strata.map((colour, place) => `--stratum-${place + 1}:${colour};`),
  ].join("");
}
