import { asc } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { withRequestId } from "#src/outbox/request-id.ts";
import { databases } from "#test/support/database/databases.ts";

describe.each(databases())("the outbox, with the database in the mode $name", (databases) => {
  afterAll(() => databases.dispose());

  test("keeps with each message the request that it was asked for in, whoever waits beside it, and none without one", async () => {
    const database = await databases.open();
    const ask = (dueAt: number) =>
      database.transaction((tx) =>
        enqueue(tx, { kind: "sign-in", about: {}, to: { addresses: ["ada@firm.example"] }, dueAt, now: 0 }),
      );
    // All of them wait in one queue: the first opens the transaction that the others stand behind.
    await Promise.all([
      withRequestId("request-1", () => ask(1)),
      ask(2),
      withRequestId("request-3", () => ask(3)),
      withRequestId("request-4", async () => {
        await ask(4);
        await ask(5);
      }),
    ]);
    const rows = await database.query
      .select({ requestId: deliveries.requestId })
      .from(deliveries)
      .orderBy(asc(deliveries.dueAt));
    expect(rows.map(({ requestId }) => requestId)).toEqual(["request-1", null, "request-3", "request-4", "request-4"]);
  });
});
