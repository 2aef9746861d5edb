import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "#test/support/root.ts";
import { media } from "./media.ts";
import { pages } from "./pages.ts";
import { scoring } from "./scoring.ts";
import { scriptSizes } from "./script-sizes.ts";
import { signIn } from "./sign-in.ts";
import { starting } from "./start.ts";
import { completing, startProduct } from "./submissions.ts";
import { printTable, type Row } from "./table.ts";
import { taking } from "./taking.ts";

if (existsSync(join(ROOT, "dist/server/entry.mjs"))) await bench();
else {
  console.error("There is no build to measure. Run this first: npm run build");
  process.exitCode = 1;
}

/** Measures one thing after the other, so that none runs beside another. */
async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-bench-"));
  try {
    const rows = await starting(folder);
    const product = await startProduct(folder);
    try {
      rows.push(...(await completing(product, folder)), ...(await scriptSizes(product.url)));
    } finally {
      await product.stop();
    }
    for (const measure of [taking, () => pages(folder), scoring, media, signIn]) rows.push(...(await measure()));
    console.log(`Node ${process.version}, ${availableParallelism()} CPUs shared with the load, embedded libSQL\n`);
    printTable(rows satisfies Row[]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
