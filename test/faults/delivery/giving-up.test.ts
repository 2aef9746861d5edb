import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { replay } from "#src/delivery/desk/replay.ts";
import { deliveryState } from "#src/delivery/state.ts";
import { HOUR, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addStaff, STAFF } from "#test/support/database/desk.ts";
import { deliveringOn } from "#test/support/delivery/delivering.ts";
import { addDelivery, messageTo, newId, rowOf } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";

describe.each(databases())("delivery through Resend, with the database in the mode $name", (databases) => {
  const { on, resend, loop, tooMany, broken } = deliveringOn(databases);

  test("is not sent again by staff once it could arrive twice, and is where no try can have succeeded", async () => {
    const domain = {
      ...{ database: on.database, clock: on.clock, ids: newId, wakeDelivery: () => undefined },
      outbound: { allowLoopback: true },
    };
    await addStaff(on.database);
    const again = (id: string) => replay(domain, id, STAFF.id);
    const giveUp = async (id: string) => {
      const failing = loop();
      for (let row = await rowOf(on.database, id); row.state === "pending"; row = await rowOf(on.database, id)) {
        on.clock.advance(row.dueAt - on.clock());
        await failing.runOnce();
      }
    };
    const unclear = await addDelivery(on.database, "a@example.com");
    on.server.script.push(...times(60).map(() => broken));
    await giveUp(unclear);
    on.server.script.length = 0;
    expect(await rowOf(on.database, unclear)).toMatchObject({ state: "failed" });
    on.clock.advance(5 * 3600 * SECOND);
    expect(await again(unclear)).toBe(false);

    const refused = await addDelivery(on.database, "b@example.com", on.clock());
    on.server.script.push(...times(60).map(() => tooMany("3600")));
    await giveUp(refused);
    on.server.script.length = 0;
    on.clock.advance(5 * 3600 * SECOND);
    expect(await again(refused)).toBe(true);
    expect(await rowOf(on.database, refused)).toMatchObject({ state: "pending", firstTriedAt: null });
    await loop().runOnce();
    expect(await rowOf(on.database, refused)).toMatchObject({ state: "sent" });
  });

  test("gives up 20 hours after the first try, with the reason", async () => {
    const id = await addDelivery(on.database);
    on.server.script.push(...times(60).map(() => broken));
    const startedAt = on.clock();
    const failing = loop();
    let row = await rowOf(on.database, id);
    let lastTry = 0;
    while (row.state === "pending") {
      on.clock.advance(row.dueAt - on.clock());
      lastTry = on.clock();
      await failing.runOnce();
      row = await rowOf(on.database, id);
    }
    expect(row).toMatchObject({ state: "failed", failedAt: lastTry });
    expect(row.reason).toContain("500");
    expect(lastTry - startedAt).toBeLessThanOrEqual(20 * HOUR);
    expect(lastTry - startedAt).toBeGreaterThan(19 * HOUR);
    expect(on.server.accepted).toHaveLength(0);
    on.clock.advance(48 * HOUR);
    expect(await failing.runOnce()).toBe(0);
  });

  databases.once("never tries again after the provider may have forgotten the key", async () => {
    const id = await addDelivery(on.database);
    on.server.script.push("reset");
    await loop().runOnce();
    on.clock.advance(25 * HOUR);
    await loop().runOnce();
    const row = await rowOf(on.database, id);
    expect(row.state).toBe("failed");
    expect(row.reason).toContain("20 hours");
    expect(on.server.requests).toHaveLength(1);
  });

  databases.once("gives up a request that hangs and tries again", async () => {
    const id = await addDelivery(on.database);
    on.server.script.push("hang");
    const gone = on.server.next("gone");
    await loop({ channel: resend(500) }).runOnce();
    await gone;
    expect(await rowOf(on.database, id)).toMatchObject({ state: "pending", dueAt: on.clock() + 30 * SECOND });
    on.clock.advance(30 * SECOND);
    await loop().runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", attempts: 2 });
    expect(on.server.accepted).toHaveLength(1);
  });

  databases.once.each([
    [{ status: 422, name: "validation_error", message: "Invalid `to` field." }, "Invalid `to` field."],
    [{ status: 409, name: "invalid_idempotent_request" }, "409 invalid_idempotent_request"],
  ])("does not repeat a permanent error: %j", async (behaviour, reason) => {
    const id = await addDelivery(on.database);
    on.server.script.push(behaviour);
    await loop().runOnce();
    on.clock.advance(HOUR);
    await loop().runOnce();
    expect(on.server.requests).toHaveLength(1);
    const row = await rowOf(on.database, id);
    expect(row).toMatchObject({ state: "failed", failedAt: on.clock() - HOUR });
    expect(row.reason).toContain(reason);
  });

  databases.once("sends later what a wrong key has held up", async () => {
    const id = await addDelivery(on.database);
    on.server.script.push({ status: 403, name: "invalid_api_key" });
    await loop().runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "pending" });
    on.clock.advance(30 * SECOND);
    await loop().runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent" });
  });

  test("fails what cannot be rendered, with the reason, and goes on with the rest", async () => {
    const [id, other] = [await addDelivery(on.database), await addDelivery(on.database, "bea@example.com")];
    const render = async ({ id: rendered }: { id: string }) => {
      if (rendered !== id) return messageTo("bea@example.com");
      throw Object.assign(new Error("The assessment was erased."), { code: "ASSESSMENT_ERASED" });
    };
    expect(await loop({ render }).runOnce()).toBe(2);
    const row = await rowOf(on.database, id);
    expect(row).toMatchObject({ state: "failed", reason: "render: ASSESSMENT_ERASED: The assessment was erased." });
    expect(await rowOf(on.database, other)).toMatchObject({ state: "sent" });
  });

  databases.once("stores headers without line breaks", async () => {
    const id = await addDelivery(on.database);
    const render = async () => ({ ...messageTo("ada@example.com"), subject: "One\r\nBcc: eve@example.com" });
    await loop({ render }).runOnce();
    expect((await rowOf(on.database, id)).message).toMatchObject({ subject: "One Bcc: eve@example.com" });
  });

  databases.once("writes a file where there is no key", async () => {
    const folder = await mkdtemp(join(tmpdir(), "plumbline-mailbox-"));
    const id = await addDelivery(on.database);
    await loop({ channel: createMailbox({ folder, clock: on.clock }) }).runOnce();
    expect(await rowOf(on.database, id)).toMatchObject({ state: "sent", providerId: null });
    expect((await PostalMime.parse(await readFile(join(folder, `${id}.eml`)))).text?.trim()).toBe("Your report");
    await rm(folder, { recursive: true });
  });

  databases.once("says how the outbox stands", async () => {
    await addDelivery(on.database, "a@example.com", on.clock() - 90 * SECOND);
    await addDelivery(on.database, "b@example.com");
    expect(await deliveryState(on.database, on.clock, ["mail"])).toMatchObject({
      counts: { pending: 2 },
      oldestPendingSeconds: 90,
    });
    await loop().runOnce();
    expect(await deliveryState(on.database, on.clock, ["mail"])).toMatchObject({
      counts: { pending: 0, sent: 2, failed: 0 },
      oldestPendingSeconds: null,
    });
  });
});
