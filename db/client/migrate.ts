import { join } from "node:path";
import { sql } from "drizzle-orm";
import { migrate as runMigrations } from "drizzle-orm/libsql/migrator";
import type { Database } from "./client.ts";

const FOLDER = join(process.cwd(), "db/migrations");

// Drizzle reads its journal outside the transaction that migrates. The unique index makes the slower of two processes
// fail and roll back, also where its statements could have run twice.
const JOURNAL = [
  "CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)",
  "CREATE UNIQUE INDEX IF NOT EXISTS __drizzle_migrations_once ON __drizzle_migrations (created_at)",
].map((statement) => ({ sql: statement, args: [] }));

async function applied(database: Database): Promise<number> {
  const rows = await database.query.values<[number]>(sql`SELECT count(*) FROM __drizzle_migrations`);
  return rows[0]?.[0] ?? 0;
}

/**
 * Brings the database to the newest migration, each run in one transaction that a bad statement rolls back. Two processes
 * may do it at once: the one that finds the other's work done looks again.
 *
 * @param folder drizzle-kit's output folder: `db/migrations` of the working directory, as with the content.
 */
export async function migrate(database: Database, folder = FOLDER): Promise<void> {
  await database.write(JOURNAL);
  for (;;) {
    const before = await applied(database);
    try {
      await runMigrations(database.query, { migrationsFolder: folder });
      return;
    } catch (error) {
      if ((await applied(database)) === before) throw error;
    }
  }
}
