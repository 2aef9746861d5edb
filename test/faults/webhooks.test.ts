import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Database } from "#db/client/client.ts";
import { deliveries, deliveryTries, endpoints } from "#db/schema/deliveries.ts";
import { consents, leadEvents } from "#db/schema/leads.ts";
import { replay } from "#src/delivery/desk/replay.ts";
import { findEndpoint } from "#src/delivery/endpoints/find-endpoint.ts";
import { removeEndpoint } from "#src/delivery/endpoints/remove-endpoint.ts";
import { rotateSecret } from "#src/delivery/endpoints/rotate-secret.ts";
import { sendTest } from "#src/delivery/endpoints/send-test.ts";
import { switchEndpoint } from "#src/delivery/endpoints/switch-endpoint.ts";
import { LEASE } from "#src/delivery/lease.ts";
import { WEBHOOK_EVENTS } from "#src/names/deliveries.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { type LeadNews, notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import { HOUR, MINUTE, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addStaff, STAFF } from "#test/support/database/desk.ts";
import * as hooks from "#test/support/delivery/hooks.ts";
import {
  addDelivery,
  addLead,
  fakeChannel,
  loopWith,
  messageTo,
  rowOf,
  stoppedClock,
} from "#test/support/delivery/outbox.ts";
import { type Receiver, startReceiver } from "#test/support/delivery/receiver.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";

/** Issue 4, point 6. */
const SCHEDULE = [5 * SECOND, 5 * MINUTE, ...[0.5, 2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)];

describe.each(databases())("webhooks, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let receiver: Receiver;
  let database: Database;
  let clock: ReturnType<typeof stoppedClock>;

  beforeEach(async () => {
    clock = stoppedClock();
    [receiver, database] = await Promise.all([startReceiver(), databases.open()]);
    await addStaff(database);
  });
  afterEach(() => receiver.stop());
  afterAll(() => databases.dispose());

  const domain = () => hooks.endpointDomain(database, clock);
  const loop = (options: { timeout?: number; idle?: number } = {}) => hooks.hookLoop({ database, clock, ...options });
  const add = (events: readonly string[] = WEBHOOK_EVENTS, url = receiver.url, channel?: "slack") =>
    hooks.addHook(database, clock, url, events, channel);
  const tell = (news: Omit<LeadNews, "now">) =>
    database.transaction((tx) => notifyWebhooks(tx, { ...news, now: clock() }));
  const test1 = async (url = receiver.url) => {
    const endpoint = await add(WEBHOOK_EVENTS, url);
    return { endpoint, id: (await sendTest(domain(), endpoint)) ?? "" };
  };
  const triesOf = (id: string) =>
    database.query
      .select()
      .from(deliveryTries)
      .where(eq(deliveryTries.deliveryId, id))
      .orderBy(asc(deliveryTries.number));

  test("go to one address once: the same endpoint added twice at the same moment is one", async () => {
    const both = await Promise.allSettled([add(), add()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await database.query.$count(endpoints)).toBe(1);
  });

  once("tell each endpoint that subscribes of a lead, once, signed, and never the result's private link", async () => {
    const { id: assessment, reference } = await hooks.completeOne(database, clock);
    const lead = await hooks.addReportOnly(database, "ada@example.com", assessment, clock());
    const endpoint = await add(["lead.created"]);
    await add(["assessment.completed"], `${receiver.url}?2`);
    const off = await findEndpoint({ database }, await add(["lead.created"], `${receiver.url}?3`));
    if (off) await switchEndpoint(domain(), off, false, STAFF);
    await tell({ event: "lead.created", leadId: lead });
    await tell({ event: "lead.created", leadId: lead });
    expect(await loop().runOnce()).toBe(1);

    const [request] = receiver.requests;
    if (!request) throw new Error("Nothing was received.");
    const body = hooks.verified(hooks.webhookSecret(endpoint, 1), request, clock());
    expect(body).toMatchObject({ type: "lead.created", timestamp: new Date(clock()).toISOString() });
    expect(body.data).toMatchObject({
      ...{ id: lead, address: "ada@example.com", outreach: "report-only", score: null, status: "new", owner: null },
      ...{ desk_url: `https://plumb.example/desk/leads/${lead}`, attribution: { utm_source: "letter" } },
      assessment: { instrument: "snapshot", verdict: "NO_SYSTEM", overall: 9 },
    });
    expect(request.body).not.toContain(reference);
    const [row] = await database.query.select().from(deliveries).where(eq(deliveries.leadId, lead));
    expect(row).toMatchObject({ state: "sent", assessmentId: assessment });
    expect(request.headers["webhook-id"]).toBe(row?.id);
    const [logged] = await triesOf(row?.id ?? "");
    expect(logged).toMatchObject({ number: 1, status: 204, outcome: "sent" });
    const { origin, pathname } = new URL(receiver.url);
    expect(logged?.request?.split("\n")[0]).toBe(`POST ${origin}`);
    expect(logged?.request).not.toContain(pathname);
    expect(logged?.request).toContain(request.body);
    expect(logged?.request).not.toContain("whsec_");
  });

  once(
    "tell of a lead whose standing nobody has computed yet, and of a call that its standing does not know",
    async () => {
      const { id: assessment } = await hooks.completeOne(database, clock);
      const lead = await addLead(database, "ada@example.com", assessment);
      await add();
      await tell({ event: "lead.created", leadId: lead, assessmentId: assessment });
      await loop().runOnce();
      clock.advance(SECOND);
      await database.query
        .insert(leadEvents)
        .values({ id: "asked", leadId: lead, assessmentId: assessment, kind: "call-asked", at: clock() });
      await database.query
        .insert(consents)
        .values({ id: "call", leadId: lead, purpose: "call", textVersion: "1", givenAt: clock() });
      await tell({ event: "lead.updated", leadId: lead, assessmentId: assessment });
      await loop().runOnce();
      const told = receiver.requests.map(({ body }) => JSON.parse(body)).filter(({ type }) => type.startsWith("lead"));
      expect(told).toMatchObject([
        { type: "lead.created", data: { outreach: "report-only", call_asked_at: null } },
        { type: "lead.updated", data: { call_asked_at: new Date(clock()).toISOString() } },
      ]);
    },
  );

  once("tell of each assessment of a lead, though the first is still to be told", async () => {
    const [one, two] = [await hooks.completeOne(database, clock), await hooks.completeOne(database, clock)];
    const lead = await addLead(database, "ada@example.com", one.id);
    await addLead(database, "ada@example.com", two.id);
    await add(["lead.updated"]);
    for (const { id } of [one, two, two]) await tell({ event: "lead.updated", leadId: lead, assessmentId: id });
    expect(await loop().runOnce()).toBe(2);
  });

  once("to a name that is not found for the moment are tried again", async () => {
    const { id } = await test1();
    await database.query.update(endpoints).set({ url: "https://no-such-host.invalid/hook" });
    await loop().runOnce();
    const reason = "The host of the address was not found.";
    expect(await rowOf(database, id)).toMatchObject({ state: "pending", dueAt: clock() + 5 * SECOND, reason });
  });

  once("do not offer Slack a strong lead that may not be written to any more", async () => {
    const { id: assessment } = await hooks.completeOne(database, clock);
    const lead = await hooks.addReportOnly(database, "ada@example.com", assessment, clock());
    await add(["strong-lead"], receiver.url, "slack");
    await tell({ event: "strong-lead", leadId: lead });
    await loop().runOnce();
    expect(receiver.requests).toEqual([]);
  });

  once(
    "tell of a completed assessment when it is completed: scores, and nothing that leads to who it was",
    async () => {
      await add(["assessment.completed"]);
      const { reference } = await hooks.completeOne(database, clock);
      await loop().runOnce();
      expect(receiver.requests).toHaveLength(1);
      const { type, data } = JSON.parse(receiver.requests[0]?.body ?? "");
      expect(type).toBe("assessment.completed");
      expect(data).toMatchObject({ overall: 9, verdict: "NO_SYSTEM", instrument: "snapshot" });
      expect(receiver.requests[0]?.body).not.toMatch(new RegExp(`${reference}|letter|@`));
    },
  );

  once("tell Slack of a call, with nothing in it that Slack would take for its own markup", async () => {
    const { id: assessment } = await hooks.completeOne(database, clock);
    const lead = await hooks.addReportOnly(database, "ada@example.com", assessment, clock());
    await database.write([{ sql: "UPDATE leads SET name = 'Ada <!channel> & co'", args: [] }]);
    await add(["call"], receiver.url, "slack");
    await tell({ event: "call", leadId: lead, assessmentId: assessment });
    await loop().runOnce();
    const { text } = JSON.parse(receiver.requests[0]?.body ?? "");
    expect(text).toContain("Ada &lt;!channel&gt; &amp; co, ada@example.com");
    expect(text).toContain(`<https://plumb.example/desk/leads/${lead}|Open the lead>`);
    expect(receiver.requests[0]?.headers["webhook-signature"]).toBeUndefined();
  });

  once(
    "are signed with the old secret too for 24 hours after a rotation, and with the new one from then on",
    async () => {
      const endpoint = await add();
      const found = await findEndpoint({ database }, endpoint);
      // The form sent twice: the secret that its receiver has still signs.
      if (found) for (let sent = 0; sent < 2; sent += 1) await rotateSecret(domain(), found, STAFF.id);
      const [old, fresh] = [hooks.webhookSecret(endpoint, 1), hooks.webhookSecret(endpoint, 2)];
      const received = async () => {
        await sendTest(domain(), endpoint);
        await loop().runOnce();
        const request = receiver.requests.at(-1);
        if (!request) throw new Error("Nothing was received.");
        return request;
      };
      clock.advance(24 * HOUR - 1);
      const within = await received();
      for (const secret of [old, fresh])
        expect(hooks.verified(secret, within, clock())).toMatchObject({ type: "test" });
      clock.advance(1);
      const after = await received();
      expect(hooks.verified(fresh, after, clock())).toMatchObject({ type: "test" });
      expect(() => hooks.verified(old, after, clock())).toThrow("No matching signature");
    },
  );

  test("are tried again at the times of the schedule, the same bytes under the same id, then given up", async () => {
    const { id, endpoint } = await test1();
    receiver.script.push(...Array.from({ length: 10 }, () => ({ status: 500 })));
    const failing = loop();
    for (const wait of SCHEDULE) {
      await failing.runOnce();
      expect(await rowOf(database, id)).toMatchObject({ state: "pending", dueAt: clock() + wait });
      clock.advance(wait - 1);
      expect(await failing.runOnce()).toBe(0);
      clock.advance(1);
    }
    await failing.runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "failed", reason: "The receiver answered 500." });
    expect(receiver.requests).toHaveLength(10);
    expect(new Set(receiver.requests.map(({ body, headers }) => `${headers["webhook-id"]} ${body}`)).size).toBe(1);
    const [last] = receiver.requests.slice(-1);
    if (last) hooks.verified(hooks.webhookSecret(endpoint, 1), last, clock());

    expect(await replay(domain(), id, STAFF.id)).toBe(true);
    await failing.runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "sent", attempts: 1 });
    expect((await triesOf(id)).map(({ number, status }) => [number, status]).slice(-2)).toEqual([
      [10, 500],
      [11, 204],
    ]);
  });

  once("wait as long as a 429 asks for, when that is longer, and hold up no other receiver", async () => {
    const { id } = await test1();
    receiver.script.push({ status: 429, headers: { "retry-after": "3600" } });
    await loop().runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "pending", dueAt: clock() + HOUR });
    const other = await test1(`${receiver.url}?other`);
    const after = loop();
    expect(await after.runOnce()).toBe(1);
    expect(await rowOf(database, other.id)).toMatchObject({ state: "sent" });
    clock.advance(HOUR);
    await after.runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "sent", attempts: 2 });
  });

  once("are cut off when the receiver hangs, and tried again", async () => {
    const { id } = await test1();
    receiver.script.push("hang");
    await loop({ timeout: 200 }).runOnce();
    expect(await rowOf(database, id)).toMatchObject({ state: "pending", reason: "No answer within 0.2 s." });
    expect(await triesOf(id)).toMatchObject([{ status: null, outcome: "again" }]);
  });

  test("are switched off for good by a 410, what waits for it included", async () => {
    const { id, endpoint } = await test1();
    receiver.script.push({ status: 410 });
    clock.advance(1);
    const waiting = (await sendTest(domain(), endpoint)) ?? "";
    await loop().runOnce();
    for (const one of [id, waiting])
      expect(await rowOf(database, one)).toMatchObject({ state: "failed", reason: "The receiver answered 410 Gone." });
    expect(await findEndpoint({ database }, endpoint)).toMatchObject({ disabledAt: clock() });
    expect(await sendTest(domain(), endpoint)).toBeNull();
    const about = { assessmentId: (await hooks.completeOne(database, clock)).id };
    await database.transaction((tx) =>
      enqueue(tx, { kind: "assessment.completed", about, to: "subscribers", now: clock() }),
    );
    expect(await loop().runOnce()).toBe(0);
    expect(receiver.requests).toHaveLength(1);
  });

  once("follow no redirect, read no more than 64 KiB of an answer, and say so in the log", async () => {
    const { id } = await test1();
    const other = await startReceiver();
    receiver.script.push({ status: 302, headers: { location: other.url } });
    receiver.script.push({ status: 500, body: "x".repeat(1_000_000) });
    await loop().runOnce();
    clock.advance(5 * SECOND);
    await loop().runOnce();
    expect(other.requests).toHaveLength(0);
    const [redirect, long] = await triesOf(id);
    expect(redirect).toMatchObject({ status: 302, outcome: "again", response: `location: ${other.url}` });
    expect(long?.response).toBe("x".repeat(65_536));
    await other.stop();
  });

  once("go nowhere that has become private since the endpoint was added", async () => {
    const { id } = await test1();
    await database.query.update(endpoints).set({ url: "https://192.168.0.1/hook" });
    await loop().runOnce();
    const reason = "The host of the address is not on the public internet.";
    expect(await rowOf(database, id)).toMatchObject({ state: "failed", reason });
  });

  test("are sent once by two loops on one database, one request at a time to each receiver", async () => {
    const places = await Promise.all([1, 2, 3].map((place) => add(WEBHOOK_EVENTS, `${receiver.url}?${place}`)));
    for (let round = 0; round < 4; round += 1) for (const endpoint of places) await sendTest(domain(), endpoint);
    const other = hooks.hookLoop({ database: databases.openAgain(), clock });
    const taken = await Promise.all([loop().runOnce(), other.runOnce()]);
    expect(taken.reduce((sum, some) => sum + some, 0)).toBe(12);
    expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(12);
    expect(receiver.requests).toHaveLength(12);
  });

  test("that hang delay neither other webhooks nor mail", async () => {
    const hanging = await startReceiver();
    hanging.script.push(...Array.from({ length: 9 }, () => "hang" as const));
    const stuck = await add(WEBHOOK_EVENTS, hanging.url);
    const stuckIds = [];
    for (let one = 0; one < 9; one += 1) stuckIds.push(await sendTest(domain(), stuck));
    const { id } = await test1();
    const mailId = await addDelivery(database);
    const running = [loop({ timeout: WAIT_LIMIT }), loopWith({ database, clock, channel: fakeChannel() })];
    const asked = hanging.next();
    for (const one of running) one.start();
    await asked;
    await vi.waitFor(async () => {
      expect(await rowOf(database, id)).toMatchObject({ state: "sent" });
      expect(await rowOf(database, mailId)).toMatchObject({ state: "sent" });
    }, WAIT_LIMIT);
    expect(await rowOf(database, stuckIds[0] ?? "")).toMatchObject({ state: "sending" });
    expect(hanging.requests).toHaveLength(1);
    await hanging.stop();
    await Promise.all(running.map((one) => one.stop()));
  });

  test("of a process that died are sent again as they were stored, not before its lease expires", async () => {
    const { id } = await test1();
    const stored = JSON.stringify({ body: '{"type":"test","from":"the process that died"}' });
    await database.write([
      {
        sql: `UPDATE deliveries SET state = 'sending', lease_key = 'dead', leased_until = :until, attempts = 1,
                message = :stored WHERE id = :id`,
        args: { id, stored, until: clock() + LEASE },
      },
    ]);
    expect(await loop().runOnce()).toBe(0);
    clock.advance(LEASE);
    expect(await loop().runOnce()).toBe(1);
    expect(receiver.requests).toMatchObject([{ body: '{"type":"test","from":"the process that died"}' }]);
  });

  once("can be replayed when they were sent; mail cannot, and suppressed mail cannot", async () => {
    const { id } = await test1();
    await loop().runOnce();
    expect(await replay(domain(), id, STAFF.id)).toBe(true);
    await loop().runOnce();
    expect(receiver.requests.map(({ headers }) => headers["webhook-id"])).toEqual([id, id]);

    const mail = await addDelivery(database);
    await loopWith({ database, clock, channel: fakeChannel() }).runOnce();
    expect(await replay(domain(), mail, STAFF.id)).toBe(false);
    const cancelled = (reason: string) =>
      database.query.update(deliveries).set({ state: "cancelled", reason }).where(eq(deliveries.id, mail));
    await cancelled("suppressed: not-you");
    expect(await replay(domain(), mail, STAFF.id)).toBe(false);
  });

  once("tried or replayed after follow-up was withdrawn say so, and a strong lead that waits is dropped", async () => {
    const { id: assessment } = await hooks.completeOne(database, clock);
    const lead = await addLead(database, "ada@example.com", assessment);
    const consent = { id: "follow", leadId: lead, purpose: "follow-up", textVersion: "1", givenAt: clock() } as const;
    await database.query.insert(consents).values(consent);
    await add(["lead.created"]);
    await add(["strong-lead"], `${receiver.url}?slack`, "slack");
    await tell({ event: "lead.created", leadId: lead, assessmentId: assessment });
    receiver.script.push({ status: 500 });
    await loop().runOnce();
    const took = () => receiver.requests.map(({ body }) => JSON.parse(body).data.outreach);
    expect(took()).toEqual(["allowed"]);
    await database.query.insert(deliveries).values({
      ...{ id: "strong", channel: "mail", kind: "strong-lead", leadId: lead, state: "pending" },
      ...{ dueAt: clock(), createdAt: clock(), message: messageTo("desk@consultancy.example") },
    });

    clock.advance(5 * SECOND);
    await database.query.update(consents).set({ withdrawnAt: clock() });
    await loop().runOnce();
    expect(took()).toEqual(["allowed", "opted-out"]);
    const mail = fakeChannel();
    await loopWith({ database, clock, channel: mail }).runOnce();
    expect(mail.sent).toEqual([]);
    expect(await rowOf(database, "strong")).toMatchObject({ state: "cancelled" });

    const [first] = await database.query.select().from(deliveries).where(eq(deliveries.kind, "lead.created"));
    await database.query.update(consents).set({ withdrawnAt: null });
    expect(await replay(domain(), first?.id ?? "", STAFF.id)).toBe(true);
    await loop().runOnce();
    expect(took()).toEqual(["allowed", "opted-out", "allowed"]);
    expect(receiver.requests[2]?.headers["webhook-id"]).toBe(first?.id);
  });

  once("are gone with their endpoint, log included", async () => {
    const { id, endpoint } = await test1();
    await loop().runOnce();
    const found = await findEndpoint({ database }, endpoint);
    if (found) await removeEndpoint(domain(), found, STAFF.id);
    expect(await database.query.$count(deliveries)).toBe(0);
    expect(await triesOf(id)).toEqual([]);
  });
});
