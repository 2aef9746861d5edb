import { migrateAt } from "#test/support/database/migrated.ts";
import { migratedFile } from "./server.ts";

/** Migrates once for the whole run: every server that is given no database begins with a copy. */
export default async function setup(): Promise<void> {
  await migrateAt(`file:${migratedFile()}`);
}
