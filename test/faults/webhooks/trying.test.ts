import { describe, expect, test, vi } from "vitest";
import { endpoints } from "#db/schema/deliveries.ts";
import { replay } from "#src/delivery/desk/replay.ts";
import { sendTest } from "#src/delivery/endpoints/send-test.ts";
import { LEASE } from "#src/delivery/lease.ts";
import { WEBHOOK_EVENTS } from "#src/names/deliveries.ts";
import { HOUR, MINUTE, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { STAFF } from "#test/support/database/desk.ts";
import * as hooks from "#test/support/delivery/hooks.ts";
import { addDelivery, fakeChannel, loopWith, rowOf } from "#test/support/delivery/outbox.ts";
import { startReceiver } from "#test/support/delivery/receiver.ts";
import { times } from "#test/support/factories.ts";
import { webhooksOn } from "#test/support/fresh/webhooks.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";

/** Issue 4, point 6. */
const SCHEDULE = [5 * SECOND, 5 * MINUTE, ...[0.5, 2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)];

describe.each(databases())("webhooks, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, domain, loop, add, test1, triesOf } = webhooksOn(databases);

  once("to a name that is not found for the moment are tried again", async () => {
    const { id } = await test1();
    await on.database.query.update(endpoints).set({ url: "https://no-such-host.invalid/hook" });
    await loop().runOnce();
    const reason = "The host of the address was not found.";
    expect(await rowOf(on.database, id)).toMatchObject({ state: "pending", dueAt: on.clock() + 5 * SECOND, reason });
  });

  test("are tried again at the times of the schedule, the same bytes under the same id, then given up", async () => {
    const { id, endpoint } = await test1();
    on.receiver.script.push(...times(10).map(() => ({ status: 500 })));
    const failing = loop();
    for (const wait of SCHEDULE) {
      await failing.runOnce();
      expect(await rowOf(on.database, id)).toMatchObject({ state: "pending", dueAt: on.clock() + wait });
      on.clock.advance(wait - 1);
      expect(await failing.runOnce()).toBe(0);
      on.clock.advance(1);
    }
    await failing.runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "failed", reason: "The receiver answered 500." });
    expect(on.receiver.requests).toHaveLength(10);
    expect(new Set(on.receiver.requests.map(({ body, headers }) => `${headers["webhook-id"]} ${body}`)).size).toBe(1);
    const [last] = on.receiver.requests.slice(-1);
    if (last) hooks.verified(hooks.webhookSecret(endpoint, 1), last, on.clock());

    expect(await replay(domain(), id, STAFF.id)).toBe(true);
    await failing.runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", attempts: 1 });
    expect((await triesOf(id)).map(({ number, status }) => [number, status]).slice(-2)).toEqual([
      [10, 500],
      [11, 204],
    ]);
  });

  once("wait as long as a 429 asks for, when that is longer, and hold up no other receiver", async () => {
    const { id } = await test1();
    on.receiver.script.push({ status: 429, headers: { "retry-after": "3600" } });
    await loop().runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "pending", dueAt: on.clock() + HOUR });
    const other = await test1(`${on.receiver.url}?other`);
    const after = loop();
    expect(await after.runOnce()).toBe(1);
    expect(await rowOf(on.database, other.id)).toMatchObject({ state: "sent" });
    on.clock.advance(HOUR);
    await after.runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", attempts: 2 });
  });

  once("are cut off when the receiver hangs, and tried again", async () => {
    const { id } = await test1();
    on.receiver.script.push("hang");
    await loop({ timeout: 200 }).runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "pending", reason: "No answer within 0.2 s." });
    expect(await triesOf(id)).toMatchObject([{ status: null, outcome: "again" }]);
  });

  once("follow no redirect, read no more than 64 KiB of an answer, and say so in the log", async () => {
    const { id } = await test1();
    const other = await startReceiver();
    on.receiver.script.push({ status: 302, headers: { location: other.url } });
    on.receiver.script.push({ status: 500, body: "x".repeat(1_000_000) });
    await loop().runOnce();
    on.clock.advance(5 * SECOND);
    await loop().runOnce();
    expect(other.requests).toHaveLength(0);
    const [redirect, long] = await triesOf(id);
    expect(redirect).toMatchObject({ status: 302, outcome: "again", response: `location: ${other.url}` });
    expect(long?.response).toBe("x".repeat(65_536));
    await other.stop();
  });

  once("go nowhere that has become private since the endpoint was added", async () => {
    const { id } = await test1();
    await on.database.query.update(endpoints).set({ url: "https://192.168.0.1/hook" });
    await loop().runOnce();
    const reason = "The host of the address is not on the public internet.";
    expect(await rowOf(on.database, id)).toMatchObject({ state: "failed", reason });
  });

  test("are sent once by two loops on one database, one request at a time to each receiver", async () => {
    const places = await Promise.all([1, 2, 3].map((place) => add(WEBHOOK_EVENTS, `${on.receiver.url}?${place}`)));
    for (let round = 0; round < 4; round += 1) for (const endpoint of places) await sendTest(domain(), endpoint);
    const other = hooks.hookLoop({ database: databases.openAgain(), clock: on.clock });
    const taken = await Promise.all([loop().runOnce(), other.runOnce()]);
    expect(taken.reduce((sum, some) => sum + some, 0)).toBe(12);
    expect(new Set(on.receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(12);
    expect(on.receiver.requests).toHaveLength(12);
  });

  test("that hang delay neither other webhooks nor mail", async () => {
    const hanging = await startReceiver();
    hanging.script.push(...times(9).map(() => "hang" as const));
    const stuck = await add(WEBHOOK_EVENTS, hanging.url);
    const stuckIds = [];
    for (let one = 0; one < 9; one += 1) stuckIds.push(await sendTest(domain(), stuck));
    const { id } = await test1();
    const mailId = await addDelivery(on.database);
    const running = [
      loop({ timeout: WAIT_LIMIT }),
      loopWith({ database: on.database, clock: on.clock, channel: fakeChannel() }),
    ];
    const asked = hanging.next();
    for (const one of running) one.start();
    await asked;
    await vi.waitFor(async () => {
      expect(await rowOf(on.database, id)).toMatchObject({ state: "sent" });
      expect(await rowOf(on.database, mailId)).toMatchObject({ state: "sent" });
    }, WAIT_LIMIT);
    expect(await rowOf(on.database, stuckIds[0] ?? "")).toMatchObject({ state: "sending" });
    expect(hanging.requests).toHaveLength(1);
    await hanging.stop();
    await Promise.all(running.map((one) => one.stop()));
  });

  test("of a process that died are sent again as they were stored, not before its lease expires", async () => {
    const { id } = await test1();
    const stored = JSON.stringify({ body: '{"type":"test","from":"the process that died"}' });
    await on.database.write([
      {
        sql: `UPDATE deliveries SET state = 'sending', lease_key = 'dead', leased_until = :until, attempts = 1,
                message = :stored WHERE id = :id`,
        args: { id, stored, until: on.clock() + LEASE },
      },
    ]);
    expect(await loop().runOnce()).toBe(0);
    on.clock.advance(LEASE);
    expect(await loop().runOnce()).toBe(1);
    expect(on.receiver.requests).toMatchObject([{ body: '{"type":"test","from":"the process that died"}' }]);
  });
});
