// @ts-check
import node from "@astrojs/node";
import { defineConfig, fontProviders } from "astro/config";
import { newBuild } from "./src/server/build/builds.ts";
import { bundleServer } from "./src/server/build/bundle.ts";
import { inkSheet } from "./src/server/build/ink-sheet.ts";
import { keepContent } from "./src/server/build/keep-content.ts";
import { precompress } from "./src/server/build/precompress.ts";
import { swapBuild } from "./src/server/build/swap.ts";
import { LETTERS, rangeOf } from "./src/styles/fonts/characters.ts";

/**
 * A face that comes late is not swapped in ("optional"): the page never moves under a reader. It is preloaded, so it seldom
 * is late. A question is there before any face ("swap"): what stands in for it takes the same room.
 * @param {string} name @param {string} cssVariable @param {Record<string, string | null>} files each with its
 * characters; null for all that no other has @param {string[]} fallbacks @param {"optional" | "swap"} display
 */
const face = (name, cssVariable, files, fallbacks, display = "optional") => ({
  provider: fontProviders.local(),
  name,
  cssVariable,
  fallbacks,
  display,
  options: {
    variants: /** @type {[Variant]} */ (
      Object.entries(files).map(([file, characters]) => ({
        src: [`./src/styles/fonts/${file}`],
        weight: "400 600",
        style: "normal",
        ...(characters && { unicodeRange: rangeOf(characters) }),
      }))
    ),
  },
});
/** @typedef {{ src: [string], weight: string, style: "normal", unicodeRange?: [string] }} Variant */

const NEWSREADER = { "newsreader.woff2": null };
/** What stands in for a face is measured by its first file. */
const INSTRUMENT_SANS = { "instrument-sans.woff2": null, "instrument-sans-letters.woff2": LETTERS };

export default defineConfig({
  output: "server",
  // Astro empties its folder first; a server that runs on the build before keeps that one.
  outDir: newBuild("dist"),
  // A page is ready before it is sent: one piece costs less to make, to compress and to send than thirty.
  adapter: node({ mode: "middleware", bodySizeLimit: 65_536, experimentalDisableStreaming: true }),
  integrations: [bundleServer(), keepContent(), precompress(), swapBuild()],
  session: false,
  // Highlighting writes inline styles, which the policy refuses; nothing here is highlighted.
  markdown: { syntaxHighlight: false },
  trailingSlash: "ignore",
  // A card is set in type on one thread and drawn on another: a few pages at once use both.
  build: { inlineStylesheets: "never", concurrency: 3 },
  // Scripts stay files of their own, which may be kept, instead of being written into every page.
  vite: { build: { assetsInlineLimit: 0 }, plugins: [inkSheet()] },
  prefetch: false,
  devToolbar: { enabled: false },
  fonts: [
    face("Newsreader", "--face-display", NEWSREADER, ["Georgia", "serif"]),
    face("Instrument Sans", "--face-text", INSTRUMENT_SANS, ["Arial", "sans-serif"]),
    face("Newsreader", "--face-question", NEWSREADER, ["Georgia", "serif"], "swap"),
    face("Instrument Sans", "--face-answer", INSTRUMENT_SANS, ["Arial", "sans-serif"], "swap"),
  ],
  security: {
    // The shell guards every unsafe method itself; Astro's own check refuses forms behind a TLS proxy.
    checkOrigin: false,
    csp: {
      // frame-ancestors works only as a header, so the shell adds it.
      directives: ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"],
    },
  },
});
