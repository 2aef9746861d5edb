import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { isUniqueViolation } from "#db/client/errors.ts";
import type { Tx } from "#db/client/transaction.ts";
import { startChild } from "#test/support/database/children.ts";
import { databases } from "#test/support/database/databases.ts";
import { makeNotes, note, notes, textsIn } from "#test/support/database/notes.ts";
import { times } from "#test/support/factories.ts";

describe.each(databases())("a transaction, with the database in the mode $name", (databases) => {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open();
    await makeNotes(database);
  });
  afterAll(() => databases.dispose());

  const add = (tx: Tx, text: string) => tx.insert(notes).values({ text });
  const texts = async (tx: Tx) => (await tx.select({ text: notes.text }).from(notes)).map(({ text }) => text);
  const whyNot = (asked: () => Promise<unknown>) => asked().catch((error: { code?: string }) => error.code);

  test("reads what it has written, and gives back what the work returns", async () => {
    const seen = await database.transaction(async (tx) => {
      await add(tx, "one");
      await tx.update(notes).set({ text: "two" }).where(eq(notes.text, "one"));
      return texts(tx);
    });
    expect(seen).toEqual(["two"]);
    expect(await textsIn(database)).toEqual(["two"]);
  });

  test("leaves nothing behind when the work throws, and passes the error on", async () => {
    const thrown = new Error("No.");
    const failing = database.transaction(async (tx) => {
      await add(tx, "one");
      throw thrown;
    });
    await expect(failing).rejects.toBe(thrown);
    const refused = await database
      .transaction(async (tx) => {
        await add(tx, "new");
        await add(tx, "new");
      })
      .catch((error: unknown) => error);
    expect(isUniqueViolation(refused)).toBe(true);
    await database.write([note(database, "later")]);
    expect(await textsIn(database)).toEqual(["later"]);
  });

  test("refuses every other way to the same database while it runs, and lets them be used again afterwards", async () => {
    const ways: Record<string, () => Promise<unknown>> = {
      read: () => textsIn(database),
      write: () => database.write([note(database, "x")]),
      "awaited write": async () => note(database, "x"),
      transaction: () => database.transaction(async (tx) => add(tx, "x")),
      checkpoint: () => database.checkpoint(),
    };
    const refused = await database.transaction(async () => {
      const codes: Record<string, string | undefined> = {};
      for (const [name, way] of Object.entries(ways))
        codes[name] = await way().then(
          () => "done",
          (error) => error.code ?? error.cause?.code,
        );
      return codes;
    });
    const inside = "DATABASE_IN_TRANSACTION";
    expect(refused).toEqual({
      ...{ read: inside, write: inside, "awaited write": inside, transaction: inside, checkpoint: inside },
    });
    await database.write([note(database, "outside")]);
    expect(await textsIn(database)).toEqual(["outside"]);
  });

  test("refuses drizzle's own transaction inside and outside", async () => {
    const inner = async (tx: Pick<Tx, "insert">) => tx.insert(notes).values({ text: "x" });
    expect(await whyNot(() => database.query.transaction(inner))).toBe("DATABASE_NOT_OFFERED");
    expect(await whyNot(() => database.transaction((tx) => tx.transaction(inner)))).toBe("DATABASE_NOT_OFFERED");
    expect(await textsIn(database)).toEqual([]);
  });

  test("refuses nothing to what others do meanwhile, and nobody reads what is half done", async () => {
    const { promise: halfway, resolve: isHalfway } = Promise.withResolvers<void>();
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const running = database.transaction(async (tx) => {
      await add(tx, "a");
      isHalfway();
      await mayEnd;
      await add(tx, "b");
    });
    await halfway;
    expect(await textsIn(database)).toEqual([]);
    const others = [
      database.write([note(database, "c")]),
      database.transaction(async (tx) => add(tx, `after ${(await texts(tx)).join()}`)),
    ];
    expect(database.pending()).toBe(3);
    end();
    await Promise.all([running, ...others]);
    expect(await textsIn(database)).toEqual(["a", "b", "c", "after a,b,c"]);
  });

  test("decides alone: of 24 at once from two openings, seven find room", async () => {
    const places = [database, databases.openAgain()];
    const asked = times(24).map((index) =>
      places[index % 2]?.transaction(async (tx) => {
        if ((await texts(tx)).length >= 7) return false;
        await add(tx, `seat ${index}`);
        return true;
      }),
    );
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(7);
    expect(await textsIn(database)).toHaveLength(7);
  });

  test("waits for another process's lock, then runs", async () => {
    const holder = await startChild("hold-lock.ts", databases.url);
    const counted = database.transaction(async (tx) => {
      const before = await texts(tx);
      await add(tx, "mine");
      return before;
    });
    expect(await holder.go()).toBe(0);
    expect(await counted).toEqual(["from the other process"]);
    expect(await textsIn(database)).toEqual(["from the other process", "mine"]);
  });

  test("leaves nothing half done when its process is killed in the middle", async () => {
    const child = await startChild("die-in-transaction.ts", databases.url);
    await child.kill();
    await database.transaction((tx) => add(tx, "after"));
    expect(await textsIn(database)).toEqual(["after"]);
  });

  test("is refused once the database is closed", async () => {
    await database.close();
    expect(await whyNot(() => database.transaction(async (tx) => add(tx, "late")))).toBe("DATABASE_CLOSED");
  });
});

const [embedded, server] = databases();
if (!embedded || !server) throw new Error("A mode is missing.");

describe("a transaction that loses its lock", () => {
  afterAll(() => Promise.all([embedded.dispose(), server.dispose()]));

  test("runs again as a whole where the server gave the lock to somebody else (libSQL server)", async () => {
    const database = await server.open();
    await makeNotes(database);
    const other = server.openAgain();
    let runs = 0;
    let others: Promise<unknown> | undefined;
    await database.transaction(async (tx) => {
      runs += 1;
      await tx.insert(notes).values({ text: `run ${runs}` });
      // The server takes a transaction away after five seconds while another one waits.
      others ??= other.write([note(other, "other")]);
      await others;
      await tx.insert(notes).values({ text: "second" });
    });
    expect(runs).toBe(2);
    expect(await textsIn(database)).toEqual(["other", "run 2", "second"]);
  });

  test("ends the wait with DATABASE_BUSY when the lock stays held (embedded file)", async () => {
    const database = await embedded.open({ busyTimeout: 300 });
    await makeNotes(database);
    const holder = await startChild("hold-lock.ts", embedded.url);
    let runs = 0;
    const waiting = database.transaction(async () => {
      runs += 1;
    });
    await expect(waiting).rejects.toMatchObject({ code: "DATABASE_BUSY", written: "nothing" });
    expect(runs).toBe(0);
    expect(await holder.go()).toBe(0);
    await database.transaction((tx) => tx.insert(notes).values({ text: "later" }));
    expect(await textsIn(database)).toEqual(["from the other process", "later"]);
  });
});
