import { parseArgs } from "node:util";
import { rehearseMigration } from "#db/backups/rehearse-migration.ts";
import { openDatabase } from "#db/client/client.ts";
import { DEFAULT_DATABASE_URL } from "#db/client/location.ts";
import { migrate, pendingMigrations } from "#db/client/migrate.ts";

/** `npm run migrate` brings the database to this version; with `--dry` a copy of it, and says what became of that. */
async function command(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { dry: { type: "boolean" } } });
  const { DATABASE_URL: url = DEFAULT_DATABASE_URL, DATABASE_AUTH_TOKEN: authToken } = process.env;
  if (values.dry) return rehearse(url, authToken);
  const database = openDatabase(url, { authToken });
  try {
    const pending = await pendingMigrations(database);
    await migrate(database);
    console.log(pending.length === 0 ? "The database was up to date." : `Migrated: ${pending.join(", ")}.`);
  } finally {
    await database.close();
  }
}

async function rehearse(url: string, authToken: string | undefined): Promise<void> {
  const { pending, rows, milliseconds, changes } = await rehearseMigration(url, authToken);
  if (pending.length === 0) return console.log("The database is up to date. Nothing would change.");
  console.log(`Would run: ${pending.join(", ")}.`);
  console.log(
    `On a copy with ${rows} rows they took ${(milliseconds / 1000).toFixed(2)} s, and every reference holds after it.`,
  );
  for (const change of changes) console.log(`  ${change}`);
}

await command(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
