import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { connect } from "#db/client/connection.ts";
import { startChild } from "#test/support/database/children.ts";
import { databases } from "#test/support/database/databases.ts";
import { makeNotes, note, textsIn } from "#test/support/database/notes.ts";
import { times } from "#test/support/factories.ts";

const [embedded] = databases();
if (!embedded) throw new Error("No embedded mode.");

/** How many handles on the database's files this process has (Linux). */
function handlesOf(url: string): number {
  const file = url.slice("file:".length);
  const targets = readdirSync("/proc/self/fd").map((handle) => {
    // The handle that lists the folder is gone by now.
    if (!existsSync(`/proc/self/fd/${handle}`)) return "";
    return readlinkSync(`/proc/self/fd/${handle}`);
  });
  return targets.filter((target) => target.startsWith(file)).length;
}

describe.each(databases())("while another process holds the write lock ($name)", (databases) => {
  afterAll(() => databases.dispose());

  test("writes wait, reads go on, and everything lands once the lock is free", async () => {
    const database = await databases.open();
    await makeNotes(database);
    const holder = await startChild("hold-lock.ts", databases.url);
    const writes = ["a", "b"].map((text) => database.write([note(database, text)]));
    for (let turn = 0; turn < 4; turn += 1) {
      expect(await textsIn(database)).toEqual([]);
      await nextTurn();
    }
    expect(database.pending()).toBe(2);
    expect(await holder.go()).toBe(0);
    await Promise.all(writes);
    await database.write([note(database, "later")]);
    expect(await textsIn(database)).toEqual(["from the other process", "a", "b", "later"]);
  });
});

describe("a lock that stays held (embedded file)", () => {
  afterAll(() => embedded.dispose());

  test("ends the wait with DATABASE_BUSY, and writes land again afterwards", async () => {
    const database = await embedded.open({ busyTimeout: 300 });
    await makeNotes(database);
    const holder = await startChild("hold-lock.ts", embedded.url);
    const writes = [1, 2].map((number) => database.write([note(database, `${number}`)]));
    for (const write of writes)
      await expect(write).rejects.toMatchObject({ code: "DATABASE_BUSY", written: "nothing" });
    expect(await holder.go()).toBe(0);
    await database.write([note(database, "later")]);
    expect(await textsIn(database)).toEqual(["from the other process", "later"]);
  });

  test("is waited for on one connection, which leaves no file handle and no log behind", async () => {
    const database = await embedded.open({ busyTimeout: 1_500 });
    await makeNotes(database);
    const holder = await startChild("hold-lock.ts", embedded.url);
    const before = handlesOf(embedded.url);
    await expect(database.write([note(database, "waited")])).rejects.toMatchObject({ code: "DATABASE_BUSY" });
    expect(handlesOf(embedded.url)).toBe(before);
    expect(await holder.go()).toBe(0);
    expect(await database.checkpoint()).toBe(true);
  });

  test("fails twelve writes together when their patience ends, and holds up no read meanwhile", async () => {
    const database = await embedded.open({ busyTimeout: 1_000 });
    await makeNotes(database);
    const holder = await startChild("hold-lock.ts", embedded.url);
    const ended: number[] = [];
    const writes = times(12).map((number) =>
      database.write([note(database, `${number}`)]).catch((error) => {
        ended.push(number);
        return error.code;
      }),
    );
    let readsBetween = 0;
    while (ended.length < writes.length) {
      expect(await textsIn(database)).toEqual([]);
      if (ended.length === 0) readsBetween += 1;
      await nextTurn();
    }
    expect(await Promise.all(writes)).toEqual(Array(12).fill("DATABASE_BUSY"));
    expect(readsBetween).toBeGreaterThan(1);
    expect(database.pending()).toBe(0);
    expect(await holder.go()).toBe(0);
    await database.write([note(database, "later")]);
    expect(await textsIn(database)).toEqual(["from the other process", "later"]);
  });

  test("recovers a connection whose statement met SQLITE_BUSY, with its pragmas", async () => {
    const database = await embedded.open();
    await makeNotes(database);
    const connection = connect(embedded.url, { requestTimeout: 1_000 });
    const insert = { sql: "INSERT INTO notes (text) VALUES ('again')", args: [] };
    const holder = await startChild("hold-lock.ts", embedded.url);
    const unguarded = connection.use((client) => client.batch([insert], "write"));
    await expect(unguarded).rejects.toMatchObject({ code: "SQLITE_BUSY" });
    expect(await holder.go()).toBe(0);
    await connection.useToWrite((client) => client.batch([insert], "write"));
    const pragmas = ["journal_mode", "synchronous", "foreign_keys", "secure_delete"];
    const values = await Promise.all(
      pragmas.map((name) => connection.use(async (client) => (await client.execute(`PRAGMA ${name}`)).rows[0]?.[0])),
    );
    connection.close();
    expect(values).toEqual(["wal", 2, 1, 1]);
    expect(await textsIn(database)).toEqual(["from the other process", "again"]);
  });

  test("opens with write-ahead log, full sync, foreign keys and secure delete on the writing connection", async () => {
    const database = await embedded.open();
    const ask = async (name: string) => (await database.query.run(sql.raw(`PRAGMA ${name}`))).rows[0]?.[0];
    expect(await ask("journal_mode")).toBe("wal");
    expect(await ask("synchronous")).toBe(2);
    expect(await ask("foreign_keys")).toBe(1);
    expect(await ask("secure_delete")).toBe(1);
  });
});
