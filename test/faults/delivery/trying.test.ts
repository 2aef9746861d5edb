import { describe, expect, test } from "vitest";
import { SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { deliveringOn } from "#test/support/delivery/delivering.ts";
import { addDelivery, fakeChannel, messageTo, rowOf } from "#test/support/delivery/outbox.ts";

describe.each(databases())("delivery through Resend, with the database in the mode $name", (databases) => {
  const { on, loop, tooMany, broken } = deliveringOn(databases);

  databases.once("sends the rendered message once and records it", async () => {
    const id = await addDelivery(on.database);
    expect(await loop().runOnce()).toBe(1);
    expect(await loop().runOnce()).toBe(0);
    expect(on.server.requests).toHaveLength(1);
    expect(on.server.accepted[0]?.key).toBe(`delivery/${id}`);
    const { replyTo, ...message } = messageTo("ada@example.com");
    expect(JSON.parse(on.server.accepted[0]?.body ?? "")).toEqual({ ...message, reply_to: replyTo });
    expect(on.server.requests[0]?.authorization).toBe("Bearer re_test");
    expect(await rowOf(on.database, id)).toMatchObject({
      state: "sent",
      providerId: "provider-1",
      sentAt: on.clock(),
      attempts: 1,
      leaseKey: null,
      leasedUntil: null,
    });
  });

  databases.once(
    "waits 30, 60, 120 seconds after an error of the provider, then succeeds with the same bytes",
    async () => {
      const id = await addDelivery(on.database);
      on.server.script.push(broken, broken, broken);
      let renderings = 0;
      const render = async () => {
        renderings += 1;
        return { ...messageTo("ada@example.com"), subject: `Rendering ${renderings}` };
      };
      const retrying = loop({ render });
      for (const wait of [30, 60, 120]) {
        expect(await retrying.runOnce()).toBe(1);
        const row = await rowOf(on.database, id);
        expect(row).toMatchObject({ state: "pending", dueAt: on.clock() + wait * SECOND, providerId: null });
        expect(row.reason).toContain("500 internal_server_error");
        on.clock.advance(wait * SECOND - 1);
        expect(await retrying.runOnce()).toBe(0);
        on.clock.advance(1);
      }
      expect(await loop({ render }).runOnce()).toBe(1);
      expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", attempts: 4, reason: null });
      expect(new Set(on.server.requests.map((request) => request.body)).size).toBe(1);
      expect(on.server.accepted).toHaveLength(1);
      expect(renderings).toBe(1);
    },
  );

  databases.once("shortens a wait by chance, up to a fifth", async () => {
    const ids = [await addDelivery(on.database, "a@example.com"), await addDelivery(on.database, "b@example.com")];
    on.server.script.push(broken, broken);
    const chances = [0, 0.999_999];
    await loop({ random: () => chances.shift() ?? 0 }).runOnce();
    const waits = await Promise.all(ids.map(async (id) => (await rowOf(on.database, id)).dueAt - on.clock()));
    expect(waits.sort()).toEqual([24 * SECOND, 30 * SECOND]);
  });

  test("waits as long as a 429 says, and asks nothing meanwhile, not even for others", async () => {
    const first = await addDelivery(on.database, "a@example.com", on.clock() - 1);
    const second = await addDelivery(on.database, "b@example.com");
    on.server.script.push(tooMany("7"));
    const limited = loop();
    expect(await limited.runOnce()).toBe(1);
    expect(limited.state().pausedUntil).toBe(on.clock() + 7 * SECOND);
    expect(await rowOf(on.database, first)).toMatchObject({ state: "pending", dueAt: on.clock() + 7 * SECOND });
    expect(await rowOf(on.database, second)).toMatchObject({ state: "pending", attempts: 0 });
    on.clock.advance(7 * SECOND - 1);
    expect(await limited.runOnce()).toBe(0);
    expect(on.server.requests).toHaveLength(1);
    on.clock.advance(1);
    expect(await limited.runOnce()).toBe(2);
    expect(on.server.accepted).toHaveLength(2);
  });

  databases.once(
    "asked to wait for a day waits an hour, while other mail goes on after a minute, and says so",
    async () => {
      const first = await addDelivery(on.database, "a@example.com", on.clock() - 1);
      const second = await addDelivery(on.database, "b@example.com");
      on.server.script.push(tooMany("86400"));
      const limited = loop();
      await limited.runOnce();
      const asked = on.clock();
      expect(limited.state()).toMatchObject({
        pausedUntil: asked + 60 * SECOND,
        askedToWaitUntil: asked + 3600 * SECOND,
      });
      expect(await rowOf(on.database, first)).toMatchObject({ state: "pending", dueAt: asked + 3600 * SECOND });
      on.clock.advance(60 * SECOND);
      expect(await limited.runOnce()).toBe(1);
      expect(await rowOf(on.database, second)).toMatchObject({ state: "sent" });
      expect(limited.state()).toMatchObject({ pausedUntil: null, askedToWaitUntil: asked + 3600 * SECOND });
      on.clock.advance(3540 * SECOND);
      expect(await limited.runOnce()).toBe(1);
      expect(await rowOf(on.database, first)).toMatchObject({ state: "sent" });
      expect(limited.state().askedToWaitUntil).toBeNull();
    },
  );

  databases.once("waits for a slow answer", async () => {
    const id = await addDelivery(on.database);
    on.server.script.push("hold");
    const accepted = on.server.next("accepted");
    const running = loop().runOnce();
    await accepted;
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sending" });
    on.server.release();
    await running;
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", attempts: 1 });
  });

  databases.once("makes one message when the connection breaks after the provider has accepted", async () => {
    const id = await addDelivery(on.database);
    on.server.script.push("reset");
    await loop().runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "pending" });
    on.clock.advance(30 * SECOND);
    await loop().runOnce();
    expect(on.server.requests).toHaveLength(2);
    expect(on.server.accepted).toHaveLength(1);
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", providerId: "provider-1" });
  });

  databases.once("tries again when something between us and the provider answers in its place", async () => {
    const id = await addDelivery(on.database);
    on.server.script.push("page");
    await loop().runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "pending", dueAt: on.clock() + 30 * SECOND });
  });

  databases.once("tries again after an error that the channel throws", async () => {
    const id = await addDelivery(on.database);
    const channel = fakeChannel(async () => {
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    });
    await loop({ channel }).runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "pending", reason: "ENOSPC: no space left on device" });
  });
});
