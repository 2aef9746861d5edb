import { existsSync } from "node:fs";
import { createClient } from "@libsql/client";
import { isInUse } from "#db/backups/copy.ts";
import { differences, tallyOf } from "#db/backups/tally.ts";
import { transfer } from "#db/backups/transfer.ts";
import { DEFAULT_DATABASE_URL, fileOf, makeFolderFor, modeOf } from "#db/client/location.ts";

/**
 * Moves the database of DATABASE_URL to another place and compares both. The source stays as it is. What was broken off goes
 * on when it is asked again.
 *
 * @throws {Error} with a sentence
 */
async function move(
  from: string,
  to: string,
  tokens: { from?: string | undefined; to?: string | undefined },
): Promise<void> {
  const isFile = modeOf(from) === "embedded";
  if (isFile && !existsSync(fileOf(from))) throw new Error(`There is no file ${fileOf(from)}.`);
  if (isFile && (await isInUse(fileOf(from)))) throw new Error(`${fileOf(from)} is in use; stop the server first.`);
  if (modeOf(to) === "embedded") makeFolderFor(fileOf(to));
  const source = createClient({ url: from, authToken: tokens.from, concurrency: 1 });
  const target = createClient({ url: to, authToken: tokens.to, concurrency: 1 });
  try {
    await transfer(source, target, (table, rows) => rows > 0 && console.log(`${table}: ${rows} rows`));
    const [there, here] = [await tallyOf(source), await tallyOf(target)];
    const faults = differences(there, here);
    if (faults.length > 0)
      throw new Error(
        `${faults.join("\n")}\nSomething has written to one of them meanwhile. Stop every server and move again to an empty place.`,
      );
    const rows = Object.values(here).reduce((sum, one) => sum + one.rows, 0);
    console.log(`Compared ${Object.keys(here).length} tables with ${rows} rows: the same counts and checksums.`);
    console.log(`Now set DATABASE_URL=${to} and start.`);
  } finally {
    source.close();
    target.close();
  }
}

const { DATABASE_URL = DEFAULT_DATABASE_URL, DATABASE_AUTH_TOKEN, MOVE_AUTH_TOKEN } = process.env;
const [target] = process.argv.slice(2);
if (target) {
  await move(DATABASE_URL, target, { from: DATABASE_AUTH_TOKEN, to: MOVE_AUTH_TOKEN }).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
} else {
  console.error("Usage: npm run move -- <file:PATH or libsql://HOST>");
  process.exitCode = 2;
}
