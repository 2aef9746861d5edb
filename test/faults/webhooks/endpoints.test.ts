import { eq, isNull } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { deliveries, endpoints } from "#db/schema/deliveries.ts";
import { replay } from "#src/delivery/desk/replay.ts";
import { changeEndpoint, type EndpointAction } from "#src/delivery/endpoints/change-endpoint.ts";
import { findEndpoint } from "#src/delivery/endpoints/find-endpoint.ts";
import { removeEndpoint } from "#src/delivery/endpoints/remove-endpoint.ts";
import { rotateSecret } from "#src/delivery/endpoints/rotate-secret.ts";
import { sendTest } from "#src/delivery/endpoints/send-test.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { STAFF } from "#test/support/database/desk.ts";
import * as hooks from "#test/support/delivery/hooks.ts";
import { addDelivery, fakeChannel, loopWith, rowOf } from "#test/support/delivery/outbox.ts";
import { webhooksOn } from "#test/support/fresh/webhooks.ts";

describe.each(databases())("webhooks, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, completed, domain, loop, add, test1, triesOf } = webhooksOn(databases);

  test("go to one address once: the same endpoint added twice at the same moment is one", async () => {
    const both = await Promise.allSettled([add(), add()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await on.database.query.$count(endpoints)).toBe(1);
  });

  test("go to one address once, also where one that was off is switched on again, from two processes at once", async () => {
    const by = { ...STAFF, name: "Olga Owner" };
    const change = async (id: string, action: EndpointAction, database = on.database) => {
      const endpoint = await findEndpoint({ database }, id);
      if (!endpoint) throw new Error("There is no endpoint.");
      return changeEndpoint({ ...domain(), database }, endpoint, action, by);
    };
    const first = await add();
    expect(await change(first, "on")).toBe("done");
    expect(await change(first, "off")).toBe("done");
    const second = await add();
    expect(await change(first, "on")).toBe("twice");
    expect((await findEndpoint({ database: on.database }, first))?.disabledAt).not.toBeNull();
    expect(await change(second, "off")).toBe("done");
    const other = databases.openAgain();
    const both = await Promise.all([change(first, "on"), change(second, "on", other)]);
    expect(both.toSorted()).toEqual(["done", "twice"]);
    expect(await on.database.query.$count(endpoints, isNull(endpoints.disabledAt))).toBe(1);
    const off = both[0] === "twice" ? first : second;
    expect(await change(off, "test")).toBe("off");
  });

  once(
    "are signed with the old secret too for 24 hours after a rotation, and with the new one from then on",
    async () => {
      const endpoint = await add();
      const found = await findEndpoint({ database: on.database }, endpoint);
      // The form sent twice: the secret that its receiver has still signs.
      if (!found) throw new Error("The webhook is gone.");
      expect(await rotateSecret(domain(), found, STAFF.id)).toBe(true);
      expect(await rotateSecret(domain(), found, STAFF.id)).toBe(false);
      const [old, fresh] = [hooks.webhookSecret(endpoint, 1), hooks.webhookSecret(endpoint, 2)];
      const received = async () => {
        await sendTest(domain(), endpoint);
        await loop().runOnce();
        const request = on.receiver.requests.at(-1);
        if (!request) throw new Error("Nothing was received.");
        return request;
      };
      on.clock.advance(24 * HOUR - 1);
      const within = await received();
      for (const secret of [old, fresh])
        expect(hooks.verified(secret, within, on.clock())).toMatchObject({ type: "test" });
      on.clock.advance(1);
      const after = await received();
      expect(hooks.verified(fresh, after, on.clock())).toMatchObject({ type: "test" });
      expect(() => hooks.verified(old, after, on.clock())).toThrow("No matching signature");
    },
  );

  test("are switched off for good by a 410, what waits for it included", async () => {
    const { id, endpoint } = await test1();
    on.receiver.script.push({ status: 410 });
    on.clock.advance(1);
    const waiting = (await sendTest(domain(), endpoint)) ?? "";
    await loop().runOnce();
    for (const one of [id, waiting])
      expect(await rowOf(on.database, one)).toMatchObject({
        state: "failed",
        reason: "The receiver answered 410 Gone.",
      });
    expect(await findEndpoint({ database: on.database }, endpoint)).toMatchObject({ disabledAt: on.clock() });
    expect(await sendTest(domain(), endpoint)).toBeNull();
    const about = { assessmentId: (await completed()).id };
    await on.database.transaction((tx) =>
      enqueue(tx, { kind: "assessment.completed", about, to: "subscribers", now: on.clock() }),
    );
    expect(await loop().runOnce()).toBe(0);
    expect(on.receiver.requests).toHaveLength(1);
  });

  once("can be replayed when they were sent; mail cannot, and suppressed mail cannot", async () => {
    const { id } = await test1();
    await loop().runOnce();
    expect(await replay(domain(), id, STAFF.id)).toBe(true);
    await loop().runOnce();
    expect(on.receiver.requests.map(({ headers }) => headers["webhook-id"])).toEqual([id, id]);

    const mail = await addDelivery(on.database);
    await loopWith({ database: on.database, clock: on.clock, channel: fakeChannel() }).runOnce();
    expect(await replay(domain(), mail, STAFF.id)).toBe(false);
    const cancelled = (reason: string) =>
      on.database.query.update(deliveries).set({ state: "cancelled", reason }).where(eq(deliveries.id, mail));
    await cancelled("suppressed: not-you");
    expect(await replay(domain(), mail, STAFF.id)).toBe(false);
  });

  once("are gone with their endpoint, log included", async () => {
    const { id, endpoint } = await test1();
    await loop().runOnce();
    const found = await findEndpoint({ database: on.database }, endpoint);
    if (found) await removeEndpoint(domain(), found, STAFF.id);
    expect(await on.database.query.$count(deliveries)).toBe(0);
    expect(await triesOf(id)).toEqual([]);
  });
});
