import type { Plugin } from "vite";
import { INK_KEYS, type Ink, inkAt, inkProperty } from "#src/ink.ts";
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
  const { light, dark } = loadSite().colours;
  const properties = (inks: Ink) => INK_KEYS.map((key) => `${inkProperty(key)}:${inkAt(inks, key)};`).join("");
  return `@layer tokens{:root{${properties(light)}}@media screen and (prefers-color-scheme:dark){:root{${properties(dark)}}}}`;
}
