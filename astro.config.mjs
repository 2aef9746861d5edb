// @ts-check
import { join } from "node:path";
import node from "@astrojs/node";
import { defineConfig, fontProviders } from "astro/config";
import { FACE_FILES } from "./src/faces.ts";
import { newBuild } from "./src/server/build/builds.ts";
import { bundleServer } from "./src/server/build/bundle.ts";
import { inkSheet } from "./src/server/build/ink-sheet.ts";
import { keepContent } from "./src/server/build/keep-content.ts";
import { precompress } from "./src/server/build/precompress.ts";
import { swapBuild } from "./src/server/build/swap.ts";
import { LETTERS, rangeOf } from "./src/styles/fonts/characters.ts";
import { loadSite } from "./src/words/site.ts";

const { faces } = loadSite();
const { display, text, letters } = FACE_FILES.screen;

/**
 * A face that comes late is not swapped in ("optional"): the page never moves under a reader. It is preloaded, so it seldom
 * is late. A question is there before any face ("swap"): what stands in for it takes the same room.
 * @param {"display" | "text"} which @param {string} cssVariable @param {Record<string, string | null>} files each with its
 * characters; null for all that no other has. What stands in for a face is measured by its first file.
 * @param {"optional" | "swap"} display
 */
const face = (which, cssVariable, files, display = "optional") => ({
  provider: fontProviders.local(),
  name: faces[which].name,
  cssVariable,
  fallbacks: faces[which].standIns,
  display,
  options: {
    variants: /** @type {[Variant]} */ (
      Object.entries(files).map(([file, characters]) => ({
        src: [join(faces.folder, file)],
        weight: "400 600",
        style: "normal",
        ...(characters && { unicodeRange: rangeOf(characters) }),
      }))
    ),
  },
});
/** @typedef {{ src: [string], weight: string, style: "normal", unicodeRange?: [string] }} Variant */

const DISPLAY = { [display]: null };
const TEXT = { [text]: null, [letters]: LETTERS };

export default defineConfig({
  output: "server",
  // Astro empties its folder first; a server that runs on the build before keeps that one.
  outDir: newBuild("dist"),
  // A page is ready before it is sent: one piece costs less to make, to compress and to send than thirty, and a component
  // may still add to the page's policy.
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
    face("display", "--face-display", DISPLAY),
    face("text", "--face-text", TEXT),
    face("display", "--face-question", DISPLAY, "swap"),
    face("text", "--face-answer", TEXT, "swap"),
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
