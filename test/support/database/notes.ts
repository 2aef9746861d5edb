import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Database } from "#db/client/client.ts";

/** A table of these tests' own, so that they hold whatever the product's schema becomes. */
export const notes = sqliteTable("notes", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  text: text("text").notNull().unique(),
});

/** Makes the empty table. */
export async function makeNotes(database: Database): Promise<void> {
  await database.write([{ sql: "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)", args: [] }]);
}

/** An insert that has not run. */
export const note = (database: Database, words: string) => database.query.insert(notes).values({ text: words });

/** Every text, in the order of arrival. */
export async function textsIn(database: Database): Promise<string[]> {
  const rows = await database.query.select({ text: notes.text }).from(notes).orderBy(notes.id);
  return rows.map((row) => row.text);
}
