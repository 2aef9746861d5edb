import { registerHooks } from "node:module";

const MANY_FILES = "/node_modules/drizzle-orm/";

// Loaded before a server. Node reads the manifest of a package anew for each of its files to learn that it is a module;
// with drizzle-orm's 130 KB of manifest that is a third of a start.
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL = "" } = context;
    if (!parentURL.includes(MANY_FILES) || !/^\.{1,2}\/.*\.js$/.test(specifier)) return next(specifier, context);
    return { url: new URL(specifier, parentURL).href, format: "module", shortCircuit: true };
  },
});
