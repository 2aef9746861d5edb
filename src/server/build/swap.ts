import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { putInPlace } from "./builds.ts";

/** An Astro integration that puts a build in place once it is whole; see `putInPlace`. Put it last. */
export function swapBuild(): AstroIntegration {
  let build = "";
  return {
    name: "swap-build",
    hooks: {
      "astro:config:done": ({ config }) => {
        build = fileURLToPath(config.outDir);
      },
      "astro:build:done": () => putInPlace(build),
    },
  };
}
