import { join } from "node:path";
import { sql } from "drizzle-orm";
import { migrate as runMigrations } from "drizzle-orm/libsql/migrator";
import type { Database } from "./client.ts";
import { migrationsIn, namesOf } from "./migrations.ts";

const FOLDER = join(process.cwd(), "db/migrations");

// Drizzle reads its journal outside the transaction that migrates. The unique index makes the slower of two processes
// fail and roll back, also where its statements could have run twice.
const JOURNAL = [
  "CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)",
  "CREATE UNIQUE INDEX IF NOT EXISTS __drizzle_migrations_once ON __drizzle_migrations (created_at)",
].map((statement) => ({ sql: statement, args: [] }));

/** The database has been migrated by code that this code does not know. */
export class DatabaseNewer extends Error {}

/** When each migration that it has had was made, as the journal of its folder says; the journal must be there. */
async function applied(database: Database): Promise<number[]> {
  const rows = await database.query.values<[number]>(sql`SELECT created_at FROM __drizzle_migrations`);
  return rows.map((row) => Number(row[0]));
}

/** The names of the migrations that a database has not had, oldest first. */
export async function pendingMigrations(database: Database, folder = FOLDER): Promise<string[]> {
  await database.write(JOURNAL);
  const before = await applied(database);
  return namesOf(migrationsIn(folder).filter(({ when }) => !before.includes(when)));
}

/**
 * Brings the database to the newest migration, each run in one transaction that a bad statement rolls back. Two processes
 * may do it at once: the one that finds the other's work done looks again.
 *
 * @param folder drizzle-kit's output folder: `db/migrations` of the working directory, as with the content.
 * @throws {DatabaseNewer} in a sentence, before anything is changed, where newer code has migrated it.
 */
export async function migrate(database: Database, folder = FOLDER): Promise<void> {
  await database.write(JOURNAL);
  const known = migrationsIn(folder).map(({ when }) => when);
  for (;;) {
    const before = await applied(database);
    const unknown = before.filter((when) => !known.includes(when));
    if (unknown.length > 0) throw newer(unknown.length);
    try {
      await runMigrations(database.query, { migrationsFolder: folder });
      return;
    } catch (error) {
      if ((await applied(database)).length === before.length) throw error;
    }
  }
}

function newer(count: number): DatabaseNewer {
  return new DatabaseNewer(
    `The database has had ${count === 1 ? "a migration" : `${count} migrations`} that this version does not know. Start the version that made it, or restore a backup from before it.`,
  );
}
