import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readContent } from "#src/content.ts";
import { readAround } from "./around.ts";
import { INSTRUMENTS, loadBanks, readBank } from "./catalog.ts";
import { checksumOf, publishedFile } from "./checksum.ts";
import { judgeDraft } from "./publishing.ts";

const FILE = join(INSTRUMENTS, "published.json");

/** The version that is meant: the one that was named, else the only one that is not published yet. */
function draftOf(named: string | undefined, published: readonly string[]): string {
  const folders = readdirSync(INSTRUMENTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const drafts = folders.map(({ name }) => name).filter((name) => !published.includes(name));
  if (named !== undefined) {
    if (published.includes(named)) throw new Error(`Version ${named} is published already and has not changed.`);
    if (!drafts.includes(named)) throw new Error(`There is no folder content/instruments/${named}.`);
    return named;
  }
  const [only, ...others] = drafts;
  if (only === undefined)
    throw new Error(
      "There is nothing to publish. Copy the newest folder of content/instruments under the next number, change it there, and come back.",
    );
  if (others.length > 0) throw new Error(`Name the version to publish: npm run publish-bank -- ${drafts.join(" | ")}`);
  return only;
}

try {
  const { all } = loadBanks();
  const published = readContent(INSTRUMENTS, "published.json", publishedFile);
  const version = draftOf(process.argv[2], Object.keys(published));
  const folder = join(INSTRUMENTS, version);
  const draft = readBank(folder);
  const { follows, change, faults } = judgeDraft(draft, all, readAround());
  if (draft.bankVersion !== version) faults.unshift(`${version}/bank.yaml: says it is version ${draft.bankVersion}.`);
  if (change) console.log(`From ${follows} to ${version}: a ${change} change.`);
  if (faults.length > 0) throw new Error(`Version ${version} is not published:\n${faults.join("\n")}`);
  writeFileSync(FILE, `${JSON.stringify({ ...published, [version]: checksumOf(folder) }, null, 2)}\n`);
  console.log(`Version ${version} is published. It may not change any more.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
