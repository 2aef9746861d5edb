import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONTENT } from "#src/content.ts";
import { readBank } from "./catalog.ts";
import { checksums, frozenFaults, publishedFile } from "./checksum.ts";

const folder = join(CONTENT, "instruments");
const file = join(folder, "published.json");

try {
  const bank = readBank(folder);
  const published = publishedFile.parse(JSON.parse(readFileSync(file, "utf8")));
  if (Object.hasOwn(published, bank.bankVersion)) {
    const faults = frozenFaults(bank, published);
    console.log(faults[0] ?? `Version ${bank.bankVersion} is published already and has not changed.`);
    process.exitCode = faults.length > 0 ? 2 : 0;
  } else {
    writeFileSync(file, `${JSON.stringify({ ...published, [bank.bankVersion]: checksums(bank) }, null, 2)}\n`);
    console.log(`Version ${bank.bankVersion} is published. It may not change any more.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
