import { sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { databases } from "#test/support/database/databases.ts";
import { makeNotes, note, textsIn } from "#test/support/database/notes.ts";

// The server refuses `PRAGMA max_page_count`, so only the embedded file can be filled here.
const [embedded] = databases();
if (!embedded) throw new Error("No embedded mode.");

async function limitPages(database: Database, extra: number): Promise<void> {
  const { rows } = await database.query.run(sql.raw("PRAGMA page_count"));
  await database.query.run(sql.raw(`PRAGMA max_page_count = ${Number(rows[0]?.[0]) + extra}`));
}

describe("when the disk is full", () => {
  afterAll(() => embedded.dispose());
  const long = "x".repeat(100_000);

  test("a write fails as a whole with DATABASE_FULL and reads go on", async () => {
    const database = await embedded.open();
    await makeNotes(database);
    await database.write([note(database, "before")]);
    await limitPages(database, 0);
    const write = database.write([note(database, "small"), note(database, long)]);
    await expect(write).rejects.toMatchObject({ code: "DATABASE_FULL", written: "nothing" });
    expect(await textsIn(database)).toEqual(["before"]);
    expect(await database.ready()).toBe(true);
  });

  test("writes recover as soon as there is room", async () => {
    const database = await embedded.open();
    await makeNotes(database);
    await limitPages(database, 0);
    await expect(database.write([note(database, long)])).rejects.toMatchObject({ code: "DATABASE_FULL" });
    await limitPages(database, 1_000);
    await database.write([note(database, "after"), note(database, long)]);
    expect(await textsIn(database)).toEqual(["after", long]);
  });

  test("is told to whoever asks, until there is room, and leaves nothing behind", async () => {
    const database = await embedded.open();
    await makeNotes(database);
    expect(await database.hasRoom()).toBe(true);
    await limitPages(database, 0);
    expect(await database.hasRoom()).toBe(false);
    expect(await textsIn(database)).toEqual([]);
    await limitPages(database, 1_000);
    expect(await database.hasRoom()).toBe(true);
    expect(await database.query.values(sql`SELECT name FROM sqlite_schema WHERE name = 'room_tried'`)).toEqual([]);
  });
});
