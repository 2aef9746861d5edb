import { describe, expect, test, vi } from "vitest";
import type { Database } from "#db/client/client.ts";
import { DatabaseError } from "#db/client/errors.ts";
import { LEASE } from "#src/delivery/lease.ts";
import { HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { deliveringOn } from "#test/support/delivery/delivering.ts";
import { addDelivery, rowOf } from "#test/support/delivery/outbox.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";

describe.each(databases())("delivery through Resend, with the database in the mode $name", (databases) => {
  const { on, loop } = deliveringOn(databases);

  describe("as a running loop", () => {
    databases.once("delivers what is enqueued while it sleeps, once it is woken", async () => {
      const running = loop({ idle: HOUR });
      running.start();
      running.start();
      const request = on.server.next("request");
      const id = await addDelivery(on.database);
      running.wake();
      await request;
      await running.stop();
      expect(await rowOf(on.database, id)).toMatchObject({ state: "sent" });
      expect(running.state()).toEqual({
        channel: "resend",
        running: false,
        ...{ pausedUntil: null, askedToWaitUntil: null, lastError: null },
      });
    });

    test("finishes and records the send under way when it is stopped, and takes no other", async () => {
      const [first, second] = [
        await addDelivery(on.database, "a@example.com", on.clock() - 1),
        await addDelivery(on.database, "b@example.com"),
      ];
      on.server.script.push("hold");
      const accepted = on.server.next("accepted");
      const running = loop();
      running.start();
      await accepted;
      const stopped = running.stop();
      on.server.release();
      await stopped;
      expect(await rowOf(on.database, first)).toMatchObject({ state: "sent" });
      expect(await rowOf(on.database, second)).toMatchObject({ state: "pending", attempts: 0 });
      running.start();
      await vi.waitFor(
        async () => expect(await rowOf(on.database, second)).toMatchObject({ state: "sent" }),
        WAIT_LIMIT,
      );
      await running.stop();
    });

    test("logs a database that fails and goes on when it is back", async () => {
      const id = await addDelivery(on.database);
      let failures = 3;
      const unsteady: Database = {
        ...on.database,
        write: (statements) => {
          if (failures-- > 0) return Promise.reject(new DatabaseError("DATABASE_UNREACHABLE"));
          return on.database.write(statements);
        },
      };
      const errors: string[] = [];
      const ignore = () => undefined;
      const log = { info: ignore, warn: ignore, error: (event: string) => errors.push(event) };
      const running = loop({ database: unsteady, log, idle: 20 });
      running.start();
      await vi.waitFor(async () => expect(await rowOf(on.database, id)).toMatchObject({ state: "sent" }), WAIT_LIMIT);
      await vi.waitFor(() => expect(running.state().lastError).toBeNull(), WAIT_LIMIT);
      await running.stop();
      expect(errors).toEqual(["delivery.loop", "delivery.loop", "delivery.loop"]);
      expect(on.server.accepted).toHaveLength(1);
    });

    test("leaves a delivery to its lease when the database fails while it is rendered", async () => {
      const id = await addDelivery(on.database);
      const away = new DatabaseError("DATABASE_UNREACHABLE");
      const failing = loop({ render: () => Promise.reject(new Error("read", { cause: away })) });
      await expect(failing.runOnce()).rejects.toThrow("read");
      expect(await rowOf(on.database, id)).toMatchObject({ state: "sending", firstTriedAt: null });
      on.clock.advance(LEASE);
      await loop().runOnce();
      expect(await rowOf(on.database, id)).toMatchObject({ state: "sent" });
    });
  });
});
