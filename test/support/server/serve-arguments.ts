import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "#test/support/root.ts";

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: { serve: string } };

/** What `npm run serve` gives to node, but for the file of somebody's own settings. */
export const SERVE: readonly string[] = scripts.serve
  .split(" ")
  .slice(1)
  .filter((argument) => !argument.startsWith("--env-file"));
