import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { keepRead } from "#src/content.ts";
import { loadBanks } from "#src/instruments/catalog.ts";
import { loadWords } from "#src/words/load.ts";
import { loadSite } from "#src/words/site.ts";

/** Where a build has the content that its server begins with, parsed and checked. */
export const contentOf = (build: string) => join(build, "server/content.bin");

/** An Astro integration that keeps all content of a running server beside it; see `keepRead`. */
export function keepContent(): AstroIntegration {
  let build = "";
  return {
    name: "keep-content",
    hooks: {
      "astro:config:done": ({ config }) => {
        build = fileURLToPath(config.outDir);
      },
      "astro:build:done": () => {
        loadBanks();
        loadWords();
        loadSite();
        keepRead(contentOf(build));
      },
    },
  };
}
