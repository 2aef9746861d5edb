import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { LEASE } from "#src/delivery/lease.ts";
import { deliveryState } from "#src/delivery/state.ts";
import { SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { deliveringOn } from "#test/support/delivery/delivering.ts";
import { addDelivery, fakeChannel, hashAddress, messageTo, rowOf } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { ROOT } from "#test/support/root.ts";

describe.each(databases())("delivery through Resend, with the database in the mode $name", (databases) => {
  const { on, loop, broken } = deliveringOn(databases);

  test("leases again what a dead process has held, and not before its lease expires", async () => {
    const id = await addDelivery(on.database);
    await on.database.write([
      {
        sql: "UPDATE deliveries SET state = 'sending', lease_key = 'dead', leased_until = :until WHERE id = :id",
        args: { id, until: on.clock() + LEASE },
      },
    ]);
    on.clock.advance(LEASE - 1);
    expect(await loop().runOnce()).toBe(0);
    on.clock.advance(1);
    expect(await loop().runOnce()).toBe(1);
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent" });
  });

  test("sends nothing under a lease that another process has taken over", async () => {
    const id = await addDelivery(on.database);
    const slow = fakeChannel();
    const render = async () => {
      on.clock.advance(LEASE);
      await loop().runOnce();
      return { ...messageTo("ada@example.com"), subject: "Too late" };
    };
    await loop({ render, channel: slow }).runOnce();
    expect(slow.sent).toHaveLength(0);
    expect(on.server.accepted).toHaveLength(1);
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", providerId: "provider-1" });
  });

  test("records nothing under a lease that another process has taken over", async () => {
    const id = await addDelivery(on.database);
    const channel = fakeChannel(async () => {
      on.clock.advance(LEASE);
      await loop().runOnce();
      return { status: "refused", reason: "from the process that was too slow" };
    });
    await loop({ channel }).runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", providerId: "provider-1", reason: null });
    expect(on.server.accepted[0]?.body).toContain(channel.sent[0]?.message.subject);
  });

  databases.once("asks the suppression list before every try", async () => {
    const [id, other] = [await addDelivery(on.database), await addDelivery(on.database, "bea@example.com")];
    on.server.script.push(broken, broken);
    const render = async ({ id: rendered }: { id: string }) =>
      messageTo(rendered === id ? "Ada <ADA@example.com>" : "bea@example.com");
    await loop({ render }).runOnce();
    await on.database.write([
      {
        sql: "INSERT INTO suppressions (address_hash, reason, since) VALUES (:hash, 'not-you', :now)",
        args: { hash: hashAddress("ada@example.com"), now: on.clock() },
      },
    ]);
    on.clock.advance(30 * SECOND);
    await loop({ render }).runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "cancelled", reason: "suppressed: not-you" });
    expect(await rowOf(on.database, other)).toMatchObject({ state: "sent" });
    expect(on.server.accepted.map(({ body }) => JSON.parse(body).to)).toEqual(["bea@example.com"]);
  });

  test("survives an erasure while it sends", async () => {
    await addDelivery(on.database);
    const channel = fakeChannel(async () => {
      await on.database.write([{ sql: "DELETE FROM leads", args: [] }]);
      return { status: "sent", providerId: "p" };
    });
    expect(await loop({ channel }).runOnce()).toBe(1);
    expect(await on.database.query.$count(deliveries)).toBe(0);
  });

  test("lets four loops on one database send each delivery once", async () => {
    const addresses = times(24).map((index) => `reader-${index}@example.com`);
    for (const address of addresses) await addDelivery(on.database, address);
    const places = [on.database, databases.openAgain(), databases.openAgain(), databases.openAgain()];
    const taken = await Promise.all(places.map((place) => loop({ database: place }).runOnce()));
    expect(taken.reduce((sum, some) => sum + some, 0)).toBe(24);
    expect(on.server.requests).toHaveLength(24);
    expect(new Set(on.server.accepted.map(({ key }) => key)).size).toBe(24);
    expect((await deliveryState(on.database, on.clock, ["mail"])).counts).toMatchObject({
      sent: 24,
      pending: 0,
      sending: 0,
    });
  });

  test("loses nothing and sends nothing twice when the process is killed between accept and record", async () => {
    const id = await addDelivery(on.database);
    on.server.script.push("hold");
    const accepted = on.server.next("accepted");
    const gone = on.server.next("gone");
    const script = join(ROOT, "test/support/delivery/send-and-die.ts");
    const child = fork(script, [databases.url, on.server.url, String(on.clock())], { execArgv: [] });
    const ended = once(child, "exit");
    expect(await Promise.race([accepted.then(() => "accepted"), ended.then(() => "ended")])).toBe("accepted");
    child.kill("SIGKILL");
    expect(await ended).toEqual([null, "SIGKILL"]);
    await gone;
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sending", sentAt: null, attempts: 1 });

    expect(await loop().runOnce()).toBe(0);
    on.clock.advance(LEASE);
    const render = async () => ({ ...messageTo("ada@example.com"), subject: "Rendered by the second process" });
    expect(await loop({ render }).runOnce()).toBe(1);
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", providerId: "provider-1", attempts: 2 });
    expect(on.server.requests).toHaveLength(2);
    expect(on.server.accepted).toHaveLength(1);
  });
});
