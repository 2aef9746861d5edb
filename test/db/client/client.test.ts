import { sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { isUniqueViolation } from "#db/client/errors.ts";
import { databases } from "#test/support/database/databases.ts";
import { makeNotes, note, notes, textsIn } from "#test/support/database/notes.ts";
import { times } from "#test/support/factories.ts";

describe.each(databases())("a database in the mode $name", (databases) => {
  afterAll(() => databases.dispose());

  const openWithNotes = async () => {
    const database = await databases.open();
    await makeNotes(database);
    return database;
  };

  test("is ready once it is open, and no longer when it is closed", async () => {
    const database = await databases.open();
    expect(database.mode).toBe(databases.mode);
    expect(await database.ready()).toBe(true);
    await database.close();
    expect(await database.ready()).toBe(false);
  });

  test("writes all statements of a call and returns a result for each", async () => {
    const database = await openWithNotes();
    const results = await database.write([
      note(database, "one"),
      { sql: "INSERT INTO notes (text) VALUES (?)", args: ["two"] },
      database.query.run(sql`INSERT INTO notes (text) VALUES (${"three"})`),
      note(database, "four").returning({ id: notes.id }),
    ]);
    expect(results.map((result) => result.rows.length)).toEqual([0, 0, 0, 1]);
    expect(await textsIn(database)).toEqual(["one", "two", "three", "four"]);
  });

  test("writes nothing of a call when one of its statements is refused", async () => {
    const database = await openWithNotes();
    await database.write([note(database, "taken")]);
    const refused = await database
      .write([note(database, "new"), note(database, "taken"), note(database, "later")])
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "SQLITE_CONSTRAINT" });
    expect(isUniqueViolation(refused)).toBe(true);
    expect(await textsIn(database)).toEqual(["taken"]);
  });

  test("keeps foreign keys", async () => {
    const database = await openWithNotes();
    await database.write([{ sql: "CREATE TABLE replies (note_id INTEGER NOT NULL REFERENCES notes (id))", args: [] }]);
    const orphan = { sql: "INSERT INTO replies VALUES (12345)", args: [] };
    await expect(database.write([orphan])).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT" });
  });

  test("lands 200 concurrent writes in the order of the calls", async () => {
    const database = await openWithNotes();
    const words = times(200).map((index) => `note ${index}`);
    const writes = words.map((text) => database.write([note(database, text)]));
    expect(database.pending()).toBe(200);
    await Promise.all(writes);
    expect(database.pending()).toBe(0);
    expect(await textsIn(database)).toEqual(words);
  });

  test("refuses of writes that wait together the faulty ones only", async () => {
    const database = await openWithNotes();
    await database.write([note(database, "taken")]);
    const writes = [["one", "two"], ["three", "taken"], ["four"], ["one"]].map((texts) =>
      database.write(texts.map((text) => note(database, text))).then(
        (results) => results.length,
        (error: unknown) => isUniqueViolation(error),
      ),
    );
    expect(await Promise.all(writes)).toEqual([2, true, 1, true]);
    expect(await textsIn(database)).toEqual(["taken", "one", "two", "four"]);
  });

  test("gives each of the writes that wait together its own results", async () => {
    const database = await openWithNotes();
    const written = await Promise.all(
      ["one", "two", "three"].map((text) => database.write([note(database, text).returning({ text: notes.text })])),
    );
    expect(written.map((results) => results.map(({ rows }) => rows[0]?.text))).toEqual([["one"], ["two"], ["three"]]);
  });

  test("goes on with the queue after a write that failed", async () => {
    const database = await openWithNotes();
    const writes = ["a", "a", "b"].map((text) => database.write([note(database, text)]));
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await textsIn(database)).toEqual(["a", "b"]);
  });

  test("queues a write that was awaited on the query builder, between its neighbours", async () => {
    const database = await openWithNotes();
    await Promise.all([
      database.write([note(database, "first")]),
      note(database, "second").returning().then(),
      database.write([note(database, "third")]),
    ]);
    expect(await textsIn(database)).toEqual(["first", "second", "third"]);
  });

  test("refuses an interactive transaction, which would pass by the queue", async () => {
    const database = await openWithNotes();
    const transaction = database.query.transaction(async (inside) => inside.insert(notes).values({ text: "x" }));
    await expect(transaction).rejects.toMatchObject({ code: "DATABASE_NOT_OFFERED" });
  });

  test("reads what another opening of it has written", async () => {
    const database = await openWithNotes();
    const other = databases.openAgain();
    await other.write([note(other, "from the other")]);
    expect(await textsIn(database)).toEqual(["from the other"]);
    await database.write([note(database, "from here")]);
    expect(await textsIn(other)).toEqual(["from the other", "from here"]);
  });

  test("reads anew what it has read before, once its table has another column or is another", async () => {
    const database = await openWithNotes();
    const run = (...statements: string[]) => database.write(statements.map((text) => ({ sql: text, args: [] })));
    await database.write([note(database, "one")]);
    expect(await textsIn(database)).toEqual(["one"]);
    await run("ALTER TABLE notes ADD COLUMN colour TEXT");
    await database.write([note(database, "two")]);
    expect(await textsIn(database)).toEqual(["one", "two"]);
    await run("DROP TABLE notes", "CREATE TABLE notes (text TEXT NOT NULL UNIQUE, id INTEGER PRIMARY KEY)");
    await database.write([note(database, "three")]);
    expect(await textsIn(database)).toEqual(["three"]);
  });

  test("reads what is there after a statement of the same words was refused", async () => {
    const database = await openWithNotes();
    await database.write([note(database, "taken")]);
    for (const words of ["taken", "free", "taken", "other"])
      await database.write([note(database, words)]).catch(() => undefined);
    expect(await textsIn(database)).toEqual(["taken", "free", "other"]);
  });

  test("answers nobody with the values of who asked before", async () => {
    const database = await openWithNotes();
    const found = (...args: string[]) =>
      database.write([{ sql: "INSERT INTO notes (text) SELECT ? WHERE 1", args }]).catch(() => undefined);
    await found("mine");
    await found();
    await found("yours");
    expect(await textsIn(database)).toEqual(["mine", "yours"]);
  });

  test("finishes the writes that wait when it is closed, and refuses new ones", async () => {
    const database = await openWithNotes();
    const words = ["a", "b", "c"];
    const writes = words.map((text) => database.write([note(database, text)]));
    const closing = database.close();
    await expect(database.write([note(database, "late")])).rejects.toMatchObject({ code: "DATABASE_CLOSED" });
    await closing;
    await database.close();
    expect((await Promise.allSettled(writes)).map((write) => write.status)).toEqual(words.map(() => "fulfilled"));
    expect(await textsIn(databases.openAgain())).toEqual(words);
  });
});
