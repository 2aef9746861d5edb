import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import type { Plugin } from "vite";

const ENTRY = fileURLToPath(new URL("../main.ts", import.meta.url));

/** The pages alone, for a server that is put together elsewhere, as some tests do. */
const PAGES = { id: "@astrojs/node/server.js", fileName: "pages.mjs" };

/** Packages that carry machine code or read files beside themselves, and so stay what npm installed. */
export const STAY_PACKAGES = ["@resvg/resvg-js", "fontkit", "libsql", "pdfkit", "satori"];

/** How a module names another one that runs in a thread of its own. */
const THREAD = /new URL\("(\.\/[\w-]+\.ts)", import\.meta\.url\)/g;

/**
 * An Astro integration that builds `src/server/main.ts` in place of the adapter's own entry, which it imports. Server and
 * pages are then one graph of modules, so a class is the same for both, and a start reads tens of files, not thousands.
 */
export function bundleServer(): AstroIntegration {
  return {
    name: "bundle-server",
    hooks: {
      "astro:config:setup": ({ command, updateConfig }) => {
        if (command === "build") updateConfig({ vite: { plugins: [ownEntry(), ownThreads()] } });
      },
    },
  };
}

function ownEntry(): Plugin {
  return {
    name: "own-entry",
    // Behind Astro, which names the adapter's entry.
    enforce: "post",
    applyToEnvironment: ({ name }) => name === "ssr",
    buildStart() {
      this.emitFile({ type: "chunk", ...PAGES });
    },
    config: () => ({
      environments: {
        ssr: {
          resolve: { noExternal: true, external: STAY_PACKAGES },
          build: { rolldownOptions: { input: { index: ENTRY } } },
        },
      },
    }),
  };
}

/** Builds each module that runs in a thread too, and lets its address lead to what was built. */
function ownThreads(): Plugin {
  const threads = new Set<string>();
  return {
    name: "own-threads",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name === "ssr",
    transform(code, module) {
      return code.replace(THREAD, (_, file) => {
        const thread = this.emitFile({ type: "chunk", id: fileURLToPath(new URL(file, `file://${module}`)) });
        threads.add(thread);
        return `new URL(import.meta.ROLLUP_FILE_URL_${thread})`;
      });
    },
    // Vite's own answer is an address of the site.
    resolveFileUrl: ({ referenceId, relativePath }) =>
      threads.has(referenceId) ? `new URL("${relativePath}", import.meta.url).href` : undefined,
  };
}
