import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "#test/support/root.ts";
import type { Buildah } from "./buildah.ts";

/** Megabytes (issue: over the base). */
const MOST_MEGABYTES = 250;
const TOOLS = ["cc", "gcc", "g++", "clang", "make", "git", "python3"];

export type Figure = [what: string, here: string, target: string];

/** What lies in the image: its size over the base, no tool that builds, no package but those of production. */
export async function examine({ say }: Buildah, base: string): Promise<Figure[]> {
  const [image, below] = await Promise.all(["localhost/plumbline", base].map((name) => megabytes(say, name)));
  const over = (image ?? 0) - (below ?? 0);
  assert(over <= MOST_MEGABYTES, `The image has ${over} MB over its base, at most ${MOST_MEGABYTES} are allowed.`);

  const container = await say("from", "--pull-never", "localhost/plumbline");
  const root = await say("mount", container);
  for (const tool of TOOLS)
    for (const folder of ["usr/bin", "usr/local/bin"]) assert(!existsSync(join(root, folder, tool)), `It has ${tool}.`);
  assert.deepEqual(
    packagesIn(root).filter((name) => !PRODUCTION.has(name)),
    [],
  );
  await say("umount", container);
  return [["Size over the base, MB", over.toFixed(0), `${MOST_MEGABYTES}`]];
}

async function megabytes(say: Buildah["say"], image: string): Promise<number> {
  const [{ size }] = JSON.parse(await say("images", "--json", image));
  return Number.parseFloat(size) * (/GB$/.test(size) ? 1000 : 1);
}

type Locked = { packages: Record<string, { dev?: boolean }> };
const lock: Locked = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
const PRODUCTION = new Set(
  Object.entries(lock.packages).flatMap(([path, { dev }]) => (dev ? [] : [path.replace(/^node_modules\//, "")])),
);

/** Names of the packages that lie side by side, those of a scope with it. */
function packagesIn(root: string): string[] {
  const folder = join(root, "app/node_modules");
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(folder, name)).map((one) => `${name}/${one}`) : [name],
    );
}
