import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";
import { startLibsqlServer } from "./libsql-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where an empty database lies that was migrated: the file, and the folder of a libSQL server. */
    migrated: { file: string; server: string };
  }
}

async function migrateAt(url: string): Promise<void> {
  const database = openDatabase(url);
  await migrate(database);
  await database.close();
}

/** Migrates once for the whole run: each test that opens a database begins with a copy. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-migrated-"));
  const migrated = { file: join(folder, "plumbline.db"), server: join(folder, "server") };
  await migrateAt(`file:${migrated.file}`);
  const server = await startLibsqlServer();
  await migrateAt(server.url);
  await server.stop(migrated.server);
  project.provide("migrated", migrated);
  return () => rmSync(folder, { recursive: true, force: true });
}
