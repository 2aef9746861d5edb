import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { TestProject } from "vitest/node";
import { type Database, openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";
import { startLibsqlServer } from "./libsql-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where an empty database lies that was migrated: the file, and the folder of a libSQL server with its schema's version. */
    migrated: { file: string; server: string; schemaVersion: number };
  }
}

/** A number that every change of the schema raises. */
export async function schemaVersion(database: Database): Promise<number> {
  const [row] = await database.query.values<[number]>(sql`PRAGMA schema_version`);
  return row?.[0] ?? 0;
}

/** Migrates and closes; returns the version of the schema. */
export async function migrateAt(url: string): Promise<number> {
  const database = openDatabase(url);
  await migrate(database);
  const version = await schemaVersion(database);
  await database.close();
  return version;
}

/** Migrates once for the whole run: what a test opens begins with a copy. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-migrated-"));
  const migrated = { file: join(folder, "plumbline.db"), server: join(folder, "server") };
  await migrateAt(`file:${migrated.file}`);
  const server = await startLibsqlServer();
  const schemaVersion = await migrateAt(server.url);
  await server.stop(migrated.server);
  project.provide("migrated", { ...migrated, schemaVersion });
  return () => rmSync(folder, { recursive: true, force: true });
}
