import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { type Capture, capture } from "#src/leads/capture/capture.ts";
import { enqueue, enqueueStatement } from "#src/outbox/enqueue.ts";
import type { MailLimits } from "#src/outbox/limits.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { leadDomainOn } from "#test/support/database/domain.ts";
import { addAssessment, addLead, fakeChannel, loopWith, START, stoppedClock } from "#test/support/delivery/outbox.ts";
import { clientOf, times } from "#test/support/factories.ts";

const wide: MailLimits = {
  reportsPerHour: 1000,
  reportsPerMailboxPerDay: 1000,
  addressesPerAssessment: 1000,
  mailsPerDay: 1000,
};

interface Asked {
  assessmentId: number;
  kind: Capture["kind"];
  revision: number;
  clientHash: ClientHash | null;
  now: number;
}

describe.each(databases())("the outbox's door, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  beforeEach(async () => {
    database = await databases.open();
  });
  afterAll(() => databases.dispose());

  const rows = () => database.query.$count(deliveries);
  const request = (assessmentId: number, more: Partial<Asked> = {}): Asked => ({
    ...{ assessmentId, kind: "report", revision: 1, clientHash: clientOf("client"), now: START },
    ...more,
  });
  const outcome = (one: Asked, address: string, mailLimits = wide, place = database) =>
    capture(
      { ...leadDomainOn(place, () => one.now), mailLimits },
      {
        ...{ kind: one.kind, event: `${one.kind}-asked`, clientHash: one.clientHash, address },
        assessment: { id: one.assessmentId, revision: one.revision },
        ...{ name: null, firm: null, phone: null, detail: null },
        consents: [{ purpose: one.kind, textVersion: "1" }],
      },
    );
  const ask = async (one: Asked, address = "ada@example.com", limits = wide, place = database) =>
    (await outcome(one, address, limits, place)).status === "queued";
  const letOut = () => loopWith({ database, clock: stoppedClock(), channel: fakeChannel() }).runOnce();

  describe("for one submission", () => {
    test("lets 20 parallel repetitions from two processes make one row", async () => {
      const assessmentId = await addAssessment(database);
      await addLead(database, "ada@example.com", assessmentId);
      const places = [database, databases.openAgain()];
      const made = await Promise.all(
        times(20).map((index) => ask(request(assessmentId), "ada@example.com", wide, places[index % 2])),
      );
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await rows()).toBe(1);
    });

    once("lets the same be asked for again when it is sent and a minute old, not sooner", async () => {
      const assessmentId = await addAssessment(database);
      await addLead(database, "ada@example.com", assessmentId);
      expect(await ask(request(assessmentId))).toBe(true);
      expect(await outcome(request(assessmentId, { now: START + DAY }), "ada@example.com")).toEqual({
        status: "already",
      });
      await letOut();
      const early = START + MINUTE - 1;
      expect(await outcome(request(assessmentId, { now: early }), "ada@example.com")).toEqual({ status: "already" });
      expect(await ask(request(assessmentId, { now: early + 1 }))).toBe(true);
    });

    test("tells other kinds, revisions, leads and assessments apart", async () => {
      const [one, two] = [await addAssessment(database), await addAssessment(database)];
      await addLead(database, "ada@example.com", one);
      const different = [
        ask(request(one)),
        ask(request(one, { kind: "call" })),
        ask(request(one, { revision: 2 })),
        ask(request(one), "bea@example.com"),
        ask(request(two)),
      ];
      expect(await Promise.all(different)).toEqual(different.map(() => true));
    });

    test("writes nothing against the caller's condition, in a batch and in a transaction", async () => {
      const assessmentId = await addAssessment(database);
      const about = { leadId: await addLead(database, "ada@example.com", assessmentId), assessmentId, revision: 1 };
      const report = { kind: "report" as const, about, now: START };
      await database.write([enqueueStatement(database.query, report, sql`1 = 2 OR 0`)]);
      expect(await database.transaction((tx) => enqueue(tx, report, sql`1 = 2 OR 0`))).toEqual([]);
      expect(await rows()).toBe(0);
      await database.write([enqueueStatement(database.query, report, sql`1 = 1`)]);
      expect(await rows()).toBe(1);
    });

    test("gives each address a row of its own, and none where there is no address", async () => {
      const assessmentId = await addAssessment(database);
      const about = { leadId: await addLead(database, "ada@example.com", assessmentId), assessmentId };
      const strong = { kind: "strong-lead" as const, about, now: START };
      const to = { addresses: ["one@consultancy.example", "two@consultancy.example"] };
      const ids = await database.transaction((tx) => enqueue(tx, { ...strong, to }));
      const kept = await database.query.select().from(deliveries).orderBy(deliveries.recipient);
      expect(kept.map(({ recipient }) => recipient)).toEqual(to.addresses);
      expect(kept.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      expect(await database.transaction((tx) => enqueue(tx, { ...strong, to: { addresses: [] } }))).toEqual([]);
    });

    test("rolls back with the transaction around it", async () => {
      const assessmentId = await addAssessment(database);
      const about = { leadId: await addLead(database, "ada@example.com", assessmentId), assessmentId };
      const broken = database.transaction(async (tx) => {
        await enqueue(tx, { kind: "report", about, now: START });
        await tx.insert(leads).values({ id: "x", address: "UPPER@example.com", createdAt: START });
      });
      await expect(broken).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT" });
      expect(await rows()).toBe(0);
    });
  });

  describe("with limits", () => {
    const askOften = async (requests: { one: Asked; address: string }[], limits: MailLimits) => {
      const places = [database, databases.openAgain()];
      const made = await Promise.all(
        requests.map(({ one, address }, index) => ask(one, address, limits, places[index % 2])),
      );
      return made.filter(Boolean).length;
    };
    /** What whoever asks is told; a limit that leaves room has let the message in. */
    const refusal = async (one: Asked, address: string, limits: MailLimits) => {
      const { status, ...told } = await outcome(one, address, limits);
      return status === "refused" ? (told as { limit: string; retryAfterSeconds: number | null }) : null;
    };
    const assessments = async (length: number) => {
      const ids: number[] = [];
      for (const _ of times(length)) ids.push(await addAssessment(database));
      return ids;
    };

    once("stops one client at its number an hour, and says when to come back", async () => {
      const limits = { ...wide, reportsPerHour: 7 };
      const ids = await assessments(15);
      const requests = ids.map((id, index) => ({
        one: request(id, { now: START + index }),
        address: `reader-${index}@example.com`,
      }));
      expect(await askOften(requests, limits)).toBe(7);
      const [id = 0] = ids;
      const late = request(id, { now: START + 30 * MINUTE, revision: 9 });
      const refused = await refusal(late, "new@example.com", limits);
      expect(refused?.limit).toBe("client");
      const wait = refused?.retryAfterSeconds ?? 0;
      expect(wait).toBeGreaterThanOrEqual(30 * 60);
      expect(await ask(late, "new@example.com", limits)).toBe(false);
      expect(await ask({ ...late, clientHash: clientOf("another") }, "other@example.com", limits)).toBe(true);
      expect(await ask({ ...late, clientHash: null }, "unknown@example.com", limits)).toBe(true);
      const then = { ...late, now: late.now + wait * 1000 };
      expect(await ask(then, "new@example.com", limits)).toBe(true);
    });

    test("stops one mailbox at its number a day, also after a restart", async () => {
      const limits = { ...wide, reportsPerMailboxPerDay: 3 };
      const ids = await assessments(10);
      const requests = ids.map((id, index) => ({
        one: request(id, { clientHash: clientOf(`client-${index}`) }),
        address: "ada@example.com",
      }));
      expect(await askOften(requests, limits)).toBe(3);
      await letOut();
      await database.close();
      database = databases.openAgain();
      const [id = 0] = ids;
      const next = request(id, { revision: 2, now: START + DAY - 1500 });
      expect(await refusal(next, "ada@example.com", limits)).toEqual({ limit: "mailbox", retryAfterSeconds: 2 });
      expect(await ask(next, "ada@example.com", limits)).toBe(false);
      expect(await ask(request(id, { kind: "call" }), "ada@example.com", limits)).toBe(true);
      expect(await ask({ ...next, now: START + DAY }, "ada@example.com", limits)).toBe(true);
    });

    once("stops all mail at its number a day", async () => {
      const limits = { ...wide, mailsPerDay: 5 };
      const ids = await assessments(12);
      const requests = ids.map((id, index) => ({
        one: request(id, { clientHash: clientOf(`client-${index}`) }),
        address: `reader-${index}@example.com`,
      }));
      expect(await askOften(requests, limits)).toBe(5);
      const [id = 0] = ids;
      const next = request(id, { revision: 2, now: START + HOUR });
      const refused = await refusal(next, "new@example.com", limits);
      expect(refused).toEqual({ limit: "total", retryAfterSeconds: 23 * 3600 });
      expect(await ask({ ...next, now: START + DAY }, "new@example.com", limits)).toBe(true);
    });

    once("stops one assessment at its number of addresses, for good, but not the addresses that it has", async () => {
      const limits = { ...wide, addressesPerAssessment: 5 };
      const id = await addAssessment(database);
      const requests = times(12).map((index) => ({ one: request(id), address: `reader-${index}@example.com` }));
      expect(await askOften(requests, limits)).toBe(5);
      const [{ address } = { address: "" }] = await database.query.select().from(leads);
      const next = request(id, { revision: 2, now: START + 30 * DAY });
      expect(await refusal(next, "new@example.com", limits)).toEqual({ limit: "addresses", retryAfterSeconds: null });
      expect(await ask(next, "new@example.com", limits)).toBe(false);
      expect(await ask(next, address, limits)).toBe(true);
    });

    once("names the limit that lasts longest", async () => {
      const limits = { ...wide, reportsPerHour: 1, reportsPerMailboxPerDay: 1 };
      const id = await addAssessment(database);
      expect(await ask(request(id), "ada@example.com", limits)).toBe(true);
      const again = request(id, { revision: 2, now: START + 1 });
      expect((await refusal(again, "ada@example.com", limits))?.limit).toBe("mailbox");
      expect((await refusal(again, "bea@example.com", limits))?.limit).toBe("client");
    });
  });
});
