import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { STAY_PACKAGES } from "#src/server/build/bundle.ts";
import { importsIn } from "#test/support/imports.ts";
import { ROOT } from "#test/support/root.ts";

interface Locked {
  dev?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
}

const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), "utf8"));
const manifest: Record<"dependencies" | "devDependencies", Record<string, string>> = read("package.json");
const locked: Record<string, Locked> = read("package-lock.json").packages;
const production = Object.entries(locked).filter(([path, { dev }]) => path !== "" && !dev);

/** Packages that the commands load, through however many files of ours. */
function packagesOfCommands(): string[] {
  const imports = importsIn(ROOT).filter(({ typeOnly, dynamic }) => !typeOnly && !dynamic);
  const packages = new Set<string>();
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { from, to } of imports) {
      if (from !== file || to.startsWith("node:")) continue;
      if (/^(src|db)\//.test(to)) follow(to);
      else packages.add(/^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to);
    }
  };
  for (const { from } of imports) if (from.startsWith("db/commands/")) follow(from);
  return [...packages];
}

describe("Packages of production", () => {
  test("are those that a built server loads beside its bundle, and those that the commands do", () => {
    // The driver's own part of machine code: it comes with the driver, in the version that fits.
    expect(locked["node_modules/@libsql/client"]?.dependencies).toHaveProperty("libsql");
    const loaded = [...STAY_PACKAGES.filter((name) => name !== "libsql"), ...packagesOfCommands()];
    expect(Object.keys(manifest.dependencies)).toEqual([...new Set(loaded)].toSorted());
  });

  test("bring nothing that is here to build or test, but for types that another package asks for", () => {
    const names = production.map(([path]) => path.replace(/^node_modules\//, ""));
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => name in manifest.devDependencies)).toEqual(["@types/node"]);
    expect(names.filter((name) => /^(vite|rolldown|esbuild|typescript|lightningcss|tsx|node-gyp)$/.test(name))).toEqual(
      [],
    );
  });

  test("run nothing as they are installed, so an image needs no compiler", () => {
    expect(production.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
  });
});
