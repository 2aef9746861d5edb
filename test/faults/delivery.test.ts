import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Database } from "#db/client/client.ts";
import { DatabaseError } from "#db/client/errors.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { createResendChannel } from "#src/delivery/channels/resend.ts";
import { replay } from "#src/delivery/desk/replay.ts";
import { LEASE } from "#src/delivery/lease.ts";
import { deliveryState } from "#src/delivery/state.ts";
import { HOUR, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import * as hooks from "#test/support/delivery/hooks.ts";
import {
  addDelivery,
  fakeChannel,
  hashAddress,
  loopWith,
  messageTo,
  newId,
  rowOf,
  stoppedClock,
} from "#test/support/delivery/outbox.ts";
import { type Behaviour, type ResendServer, startResendServer } from "#test/support/delivery/resend-server.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { ROOT } from "#test/support/root.ts";

describe.each(databases())("delivery through Resend, with the database in the mode $name", (databases) => {
  let server: ResendServer;
  let database: Database;
  let clock: ReturnType<typeof stoppedClock>;

  beforeEach(async () => {
    clock = stoppedClock();
    [server, database] = await Promise.all([startResendServer(), databases.open()]);
  });
  afterEach(() => server.stop());
  afterAll(() => databases.dispose());

  const resend = (timeout = WAIT_LIMIT) =>
    createResendChannel({ apiKey: "re_test", baseUrl: server.url, clock, timeout });
  const loop = (options: Partial<Parameters<typeof loopWith>[0]> = {}) =>
    loopWith({ database, clock, channel: resend(), ...options });
  const tooMany = (retryAfter?: string): Behaviour => ({ status: 429, name: "rate_limit_exceeded", retryAfter });
  const broken: Behaviour = { status: 500, name: "internal_server_error" };

  databases.once("sends the rendered message once and records it", async () => {
    const id = await addDelivery(database);
    expect(await loop().runOnce()).toBe(1);
    expect(await loop().runOnce()).toBe(0);
    expect(server.requests).toHaveLength(1);
    expect(server.accepted[0]?.key).toBe(`delivery/${id}`);
    const { replyTo, ...message } = messageTo("ada@example.com");
    expect(JSON.parse(server.accepted[0]?.body ?? "")).toEqual({ ...message, reply_to: replyTo });
    expect(server.requests[0]?.authorization).toBe("Bearer re_test");
    expect(await rowOf(database, id)).toMatchObject({
      state: "sent",
      providerId: "provider-1",
      sentAt: clock(),
      attempts: 1,
      leaseKey: null,
      leasedUntil: null,
    });
  });

  databases.once(
    "waits 30, 60, 120 seconds after an error of the provider, then succeeds with the same bytes",
    async () => {
      const id = await addDelivery(database);
      server.script.push(broken, broken, broken);
      let renderings = 0;
      const render = async () => {
        renderings += 1;
        return { ...messageTo("ada@example.com"), subject: `Rendering ${renderings}` };
      };
      const retrying = loop({ render });
      for (const wait of [30, 60, 120]) {
        expect(await retrying.runOnce()).toBe(1);
        const row = await rowOf(database, id);
        expect(row).toMatchObject({ state: "pending", dueAt: clock() + wait * SECOND, providerId: null });
        expect(row.reason).toContain("500 internal_server_error");
        clock.advance(wait * SECOND - 1);
        expect(await retrying.runOnce()).toBe(0);
        clock.advance(1);
      }
      expect(await loop({ render }).runOnce()).toBe(1);
      expect(await rowOf(database, id)).toMatchObject({ state: "sent", attempts: 4, reason: null });
      expect(new Set(server.requests.map((request) => request.body)).size).toBe(1);
      expect(server.accepted).toHaveLength(1);
      expect(renderings).toBe(1);
    },
  );

  databases.once("shortens a wait by chance, up to a fifth", async () => {
    const ids = [await addDelivery(database, "a@example.com"), await addDelivery(database, "b@example.com")];
    server.script.push(broken, broken);
    const chances = [0, 0.999_999];
    await loop({ random: () => chances.shift() ?? 0 }).runOnce();
    const waits = await Promise.all(ids.map(async (id) => (await rowOf(database, id)).dueAt - clock()));
    expect(waits.sort()).toEqual([24 * SECOND, 30 * SECOND]);
  });

  test("waits as long as a 429 says, and asks nothing meanwhile, not even for others", async () => {
    const first = await addDelivery(database, "a@example.com", clock() - 1);
    const second = await addDelivery(database, "b@example.com");
    server.script.push(tooMany("7"));
    const limited = loop();
    expect(await limited.runOnce()).toBe(1);
    expect(limited.state().pausedUntil).toBe(clock() + 7 * SECOND);
    expect(await rowOf(database, first)).toMatchObject({ state: "pending", dueAt: clock() + 7 * SECOND });
    expect(await rowOf(database, second)).toMatchObject({ state: "pending", attempts: 0 });
    clock.advance(7 * SECOND - 1);
    expect(await limited.runOnce()).toBe(0);
    expect(server.requests).toHaveLength(1);
    clock.advance(1);
    expect(await limited.runOnce()).toBe(2);
    expect(server.accepted).toHaveLength(2);
  });

  databases.once(
    "asked to wait for a day waits an hour, while other mail goes on after a minute, and says so",
    async () => {
      const first = await addDelivery(database, "a@example.com", clock() - 1);
      const second = await addDelivery(database, "b@example.com");
      server.script.push(tooMany("86400"));
      const limited = loop();
      await limited.runOnce();
      const asked = clock();
      expect(limited.state()).toMatchObject({
        pausedUntil: asked + 60 * SECOND,
        askedToWaitUntil: asked + 3600 * SECOND,
      });
      expect(await rowOf(database, first)).toMatchObject({ state: "pending", dueAt: asked + 3600 * SECOND });
      clock.advance(60 * SECOND);
      expect(await limited.runOnce()).toBe(1);
      expect(await rowOf(database, second)).toMatchObject({ state: "sent" });
      expect(limited.state()).toMatchObject({ pausedUntil: null, askedToWaitUntil: asked + 3600 * SECOND });
      clock.advance(3540 * SECOND);
      expect(await limited.runOnce()).toBe(1);
      expect(await rowOf(database, first)).toMatchObject({ state: "sent" });
      expect(limited.state().askedToWaitUntil).toBeNull();
    },
  );

  test("is not sent again by staff once it could arrive twice, and is where no try can have succeeded", async () => {
    const domain = {
      ...{ database, clock, ids: newId, wakeDelivery: () => undefined },
      outbound: { allowLoopback: true },
    };
    await hooks.addStaff(database);
    const again = (id: string) => replay(domain, id, hooks.STAFF.id);
    const giveUp = async (id: string) => {
      const failing = loop();
      for (let row = await rowOf(database, id); row.state === "pending"; row = await rowOf(database, id)) {
        clock.advance(row.dueAt - clock());
        await failing.runOnce();
      }
    };
    const unclear = await addDelivery(database, "a@example.com");
    server.script.push(...Array.from({ length: 60 }, () => broken));
    await giveUp(unclear);
    server.script.length = 0;
    expect(await rowOf(database, unclear)).toMatchObject({ state: "failed" });
    clock.advance(5 * 3600 * SECOND);
    expect(await again(unclear)).toBe(false);

    const refused = await addDelivery(database, "b@example.com", clock());
    server.script.push(...Array.from({ length: 60 }, () => tooMany("3600")));
    await giveUp(refused);
    server.script.length = 0;
    clock.advance(5 * 3600 * SECOND);
    expect(await again(refused)).toBe(true);
    expect(await rowOf(database, refused)).toMatchObject({ state: "pending", firstTriedAt: null });
    await loop().runOnce();
    expect(await rowOf(database, refused)).toMatchObject({ state: "sent" });
  });

  test("gives up 20 hours after the first try, with the reason", async () => {
    const id = await addDelivery(database);
    server.script.push(...Array.from({ length: 60 }, () => broken));
    const startedAt = clock();
    const failing = loop();
    let row = await rowOf(database, id);
    let lastTry = 0;
    while (row.state === "pending") {
      clock.advance(row.dueAt - clock());
      lastTry = clock();
      await failing.runOnce();
      row = await rowOf(database, id);
    }
    expect(row).toMatchObject({ state: "failed", failedAt: lastTry });
    expect(row.reason).toContain("500");
    expect(lastTry - startedAt).toBeLessThanOrEqual(20 * HOUR);
    expect(lastTry - startedAt).toBeGreaterThan(19 * HOUR);
    expect(server.accepted).toHaveLength(0);
    clock.advance(48 * HOUR);
    expect(await failing.runOnce()).toBe(0);
  });

  databases.once("never tries again after the provider may have forgotten the key", async () => {
    const id = await addDelivery(database);
    server.script.push("reset");
    await loop().runOnce();
    clock.advance(25 * HOUR);
    await loop().runOnce();
    const row = await rowOf(database, id);
    expect(row.state).toBe("failed");
    expect(row.reason).toContain("20 hours");
    expect(server.requests).toHaveLength(1);
  });

  databases.once("gives up a request that hangs and tries again", async () => {
    const id = await addDelivery(database);
    server.script.push("hang");
    const gone = server.next("gone");
    await loop({ channel: resend(500) }).runOnce();
    await gone;
    expect(await rowOf(database, id)).toMatchObject({ state: "pending", dueAt: clock() + 30 * SECOND });
    clock.advance(30 * SECOND);
    await loop().runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "sent", attempts: 2 });
    expect(server.accepted).toHaveLength(1);
  });

  databases.once("waits for a slow answer", async () => {
    const id = await addDelivery(database);
    server.script.push("hold");
    const accepted = server.next("accepted");
    const running = loop().runOnce();
    await accepted;
    expect(await rowOf(database, id)).toMatchObject({ state: "sending" });
    server.release();
    await running;
    expect(await rowOf(database, id)).toMatchObject({ state: "sent", attempts: 1 });
  });

  databases.once("makes one message when the connection breaks after the provider has accepted", async () => {
    const id = await addDelivery(database);
    server.script.push("reset");
    await loop().runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "pending" });
    clock.advance(30 * SECOND);
    await loop().runOnce();
    expect(server.requests).toHaveLength(2);
    expect(server.accepted).toHaveLength(1);
    expect(await rowOf(database, id)).toMatchObject({ state: "sent", providerId: "provider-1" });
  });

  databases.once("tries again when something between us and the provider answers in its place", async () => {
    const id = await addDelivery(database);
    server.script.push("page");
    await loop().runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "pending", dueAt: clock() + 30 * SECOND });
  });

  databases.once.each([
    [{ status: 422, name: "validation_error", message: "Invalid `to` field." }, "Invalid `to` field."],
    [{ status: 409, name: "invalid_idempotent_request" }, "409 invalid_idempotent_request"],
  ])("does not repeat a permanent error: %j", async (behaviour, reason) => {
    const id = await addDelivery(database);
    server.script.push(behaviour);
    await loop().runOnce();
    clock.advance(HOUR);
    await loop().runOnce();
    expect(server.requests).toHaveLength(1);
    const row = await rowOf(database, id);
    expect(row).toMatchObject({ state: "failed", failedAt: clock() - HOUR });
    expect(row.reason).toContain(reason);
  });

  databases.once("sends later what a wrong key has held up", async () => {
    const id = await addDelivery(database);
    server.script.push({ status: 403, name: "invalid_api_key" });
    await loop().runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "pending" });
    clock.advance(30 * SECOND);
    await loop().runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "sent" });
  });

  test("leases again what a dead process has held, and not before its lease expires", async () => {
    const id = await addDelivery(database);
    await database.write([
      {
        sql: "UPDATE deliveries SET state = 'sending', lease_key = 'dead', leased_until = :until WHERE id = :id",
        args: { id, until: clock() + LEASE },
      },
    ]);
    clock.advance(LEASE - 1);
    expect(await loop().runOnce()).toBe(0);
    clock.advance(1);
    expect(await loop().runOnce()).toBe(1);
    expect(await rowOf(database, id)).toMatchObject({ state: "sent" });
  });

  test("sends nothing under a lease that another process has taken over", async () => {
    const id = await addDelivery(database);
    const slow = fakeChannel();
    const render = async () => {
      clock.advance(LEASE);
      await loop().runOnce();
      return { ...messageTo("ada@example.com"), subject: "Too late" };
    };
    await loop({ render, channel: slow }).runOnce();
    expect(slow.sent).toHaveLength(0);
    expect(server.accepted).toHaveLength(1);
    expect(await rowOf(database, id)).toMatchObject({ state: "sent", providerId: "provider-1" });
  });

  test("records nothing under a lease that another process has taken over", async () => {
    const id = await addDelivery(database);
    const channel = fakeChannel(async () => {
      clock.advance(LEASE);
      await loop().runOnce();
      return { status: "refused", reason: "from the process that was too slow" };
    });
    await loop({ channel }).runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "sent", providerId: "provider-1", reason: null });
    expect(server.accepted[0]?.body).toContain(channel.sent[0]?.message.subject);
  });

  databases.once("asks the suppression list before every try", async () => {
    const [id, other] = [await addDelivery(database), await addDelivery(database, "bea@example.com")];
    server.script.push(broken, broken);
    const render = async ({ id: rendered }: { id: string }) =>
      messageTo(rendered === id ? "Ada <ADA@example.com>" : "bea@example.com");
    await loop({ render }).runOnce();
    await database.write([
      {
        sql: "INSERT INTO suppressions (address_hash, reason, since) VALUES (:hash, 'not-you', :now)",
        args: { hash: hashAddress("ada@example.com"), now: clock() },
      },
    ]);
    clock.advance(30 * SECOND);
    await loop({ render }).runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "cancelled", reason: "suppressed: not-you" });
    expect(await rowOf(database, other)).toMatchObject({ state: "sent" });
    expect(server.accepted.map(({ body }) => JSON.parse(body).to)).toEqual(["bea@example.com"]);
  });

  test("fails what cannot be rendered, with the reason, and goes on with the rest", async () => {
    const [id, other] = [await addDelivery(database), await addDelivery(database, "bea@example.com")];
    const render = async ({ id: rendered }: { id: string }) => {
      if (rendered !== id) return messageTo("bea@example.com");
      throw Object.assign(new Error("The assessment was erased."), { code: "ASSESSMENT_ERASED" });
    };
    expect(await loop({ render }).runOnce()).toBe(2);
    const row = await rowOf(database, id);
    expect(row).toMatchObject({ state: "failed", reason: "render: ASSESSMENT_ERASED: The assessment was erased." });
    expect(await rowOf(database, other)).toMatchObject({ state: "sent" });
  });

  test("survives an erasure while it sends", async () => {
    await addDelivery(database);
    const channel = fakeChannel(async () => {
      await database.write([{ sql: "DELETE FROM leads", args: [] }]);
      return { status: "sent", providerId: "p" };
    });
    expect(await loop({ channel }).runOnce()).toBe(1);
    expect(await database.query.$count(deliveries)).toBe(0);
  });

  databases.once("tries again after an error that the channel throws", async () => {
    const id = await addDelivery(database);
    const channel = fakeChannel(async () => {
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    });
    await loop({ channel }).runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "pending", reason: "ENOSPC: no space left on device" });
  });

  databases.once("stores headers without line breaks", async () => {
    const id = await addDelivery(database);
    const render = async () => ({ ...messageTo("ada@example.com"), subject: "One\r\nBcc: eve@example.com" });
    await loop({ render }).runOnce();
    expect((await rowOf(database, id)).message).toMatchObject({ subject: "One Bcc: eve@example.com" });
  });

  test("lets four loops on one database send each delivery once", async () => {
    const addresses = Array.from({ length: 24 }, (_, index) => `reader-${index}@example.com`);
    for (const address of addresses) await addDelivery(database, address);
    const places = [database, databases.openAgain(), databases.openAgain(), databases.openAgain()];
    const taken = await Promise.all(places.map((place) => loop({ database: place }).runOnce()));
    expect(taken.reduce((sum, some) => sum + some, 0)).toBe(24);
    expect(server.requests).toHaveLength(24);
    expect(new Set(server.accepted.map(({ key }) => key)).size).toBe(24);
    expect((await deliveryState(database, clock, ["mail"])).counts).toMatchObject({ sent: 24, pending: 0, sending: 0 });
  });

  test("loses nothing and sends nothing twice when the process is killed between accept and record", async () => {
    const id = await addDelivery(database);
    server.script.push("hold");
    const accepted = server.next("accepted");
    const gone = server.next("gone");
    const script = join(ROOT, "test/support/delivery/send-and-die.ts");
    const child = fork(script, [databases.url, server.url, String(clock())], { execArgv: [] });
    const ended = once(child, "exit");
    expect(await Promise.race([accepted.then(() => "accepted"), ended.then(() => "ended")])).toBe("accepted");
    child.kill("SIGKILL");
    expect(await ended).toEqual([null, "SIGKILL"]);
    await gone;
    expect(await rowOf(database, id)).toMatchObject({ state: "sending", sentAt: null, attempts: 1 });

    expect(await loop().runOnce()).toBe(0);
    clock.advance(LEASE);
    const render = async () => ({ ...messageTo("ada@example.com"), subject: "Rendered by the second process" });
    expect(await loop({ render }).runOnce()).toBe(1);
    expect(await rowOf(database, id)).toMatchObject({ state: "sent", providerId: "provider-1", attempts: 2 });
    expect(server.requests).toHaveLength(2);
    expect(server.accepted).toHaveLength(1);
  });

  databases.once("writes a file where there is no key", async () => {
    const folder = await mkdtemp(join(tmpdir(), "plumbline-mailbox-"));
    const id = await addDelivery(database);
    await loop({ channel: createMailbox({ folder, clock }) }).runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "sent", providerId: null });
    expect((await PostalMime.parse(await readFile(join(folder, `${id}.eml`)))).text?.trim()).toBe("Your report");
    await rm(folder, { recursive: true });
  });

  databases.once("says how the outbox stands", async () => {
    await addDelivery(database, "a@example.com", clock() - 90 * SECOND);
    await addDelivery(database, "b@example.com");
    expect(await deliveryState(database, clock, ["mail"])).toMatchObject({
      counts: { pending: 2 },
      oldestPendingSeconds: 90,
    });
    await loop().runOnce();
    expect(await deliveryState(database, clock, ["mail"])).toMatchObject({
      counts: { pending: 0, sent: 2, failed: 0 },
      oldestPendingSeconds: null,
    });
  });

  describe("as a running loop", () => {
    databases.once("delivers what is enqueued while it sleeps, once it is woken", async () => {
      const running = loop({ idle: HOUR });
      running.start();
      running.start();
      const request = server.next("request");
      const id = await addDelivery(database);
      running.wake();
      await request;
      await running.stop();
      expect(await rowOf(database, id)).toMatchObject({ state: "sent" });
      expect(running.state()).toEqual({
        channel: "resend",
        running: false,
        ...{ pausedUntil: null, askedToWaitUntil: null, lastError: null },
      });
    });

    test("finishes and records the send under way when it is stopped, and takes no other", async () => {
      const [first, second] = [
        await addDelivery(database, "a@example.com", clock() - 1),
        await addDelivery(database, "b@example.com"),
      ];
      server.script.push("hold");
      const accepted = server.next("accepted");
      const running = loop();
      running.start();
      await accepted;
      const stopped = running.stop();
      server.release();
      await stopped;
      expect(await rowOf(database, first)).toMatchObject({ state: "sent" });
      expect(await rowOf(database, second)).toMatchObject({ state: "pending", attempts: 0 });
      running.start();
      await vi.waitFor(async () => expect(await rowOf(database, second)).toMatchObject({ state: "sent" }), WAIT_LIMIT);
      await running.stop();
    });

    test("logs a database that fails and goes on when it is back", async () => {
      const id = await addDelivery(database);
      let failures = 3;
      const unsteady: Database = {
        ...database,
        write: (statements) => {
          if (failures-- > 0) return Promise.reject(new DatabaseError("DATABASE_UNREACHABLE"));
          return database.write(statements);
        },
      };
      const errors: string[] = [];
      const ignore = () => undefined;
      const log = { info: ignore, warn: ignore, error: (event: string) => errors.push(event) };
      const running = loop({ database: unsteady, log, idle: 20 });
      running.start();
      await vi.waitFor(async () => expect(await rowOf(database, id)).toMatchObject({ state: "sent" }), WAIT_LIMIT);
      await vi.waitFor(() => expect(running.state().lastError).toBeNull(), WAIT_LIMIT);
      await running.stop();
      expect(errors).toEqual(["delivery.loop", "delivery.loop", "delivery.loop"]);
      expect(server.accepted).toHaveLength(1);
    });

    test("leaves a delivery to its lease when the database fails while it is rendered", async () => {
      const id = await addDelivery(database);
      const away = new DatabaseError("DATABASE_UNREACHABLE");
      const failing = loop({ render: () => Promise.reject(new Error("read", { cause: away })) });
      await expect(failing.runOnce()).rejects.toThrow("read");
      expect(await rowOf(database, id)).toMatchObject({ state: "sending", firstTriedAt: null });
      clock.advance(LEASE);
      await loop().runOnce();
      expect(await rowOf(database, id)).toMatchObject({ state: "sent" });
    });
  });
});
