import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { type Enqueue, enqueueStatement, findSameDelivery } from "#src/outbox/enqueue.ts";
import { type MailLimits, mailAllowed, mailRefusal } from "#src/outbox/limits.ts";
import { databases } from "#test/support/database/databases.ts";
import {
  addAssessment,
  addLead,
  fakeChannel,
  loopWith,
  newId,
  START,
  stoppedClock,
} from "#test/support/delivery/outbox.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const wide: MailLimits = {
  reportsPerHour: 1000,
  reportsPerMailboxPerDay: 1000,
  addressesPerAssessment: 1000,
  mailsPerDay: 1000,
};
const times = (length: number) => Array.from({ length }, (_, index) => index);

describe.each(databases())("the outbox's door, with the database in the mode $name", (databases) => {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open();
  });
  afterAll(() => databases.dispose());

  const rows = () => database.query.$count(deliveries);
  const request = (assessmentId: number, more: Partial<Enqueue> = {}): Enqueue => ({
    id: newId(),
    kind: "report",
    lead: { address: "ada@example.com" },
    assessmentId,
    revision: 1,
    clientHash: "client",
    now: START,
    ...more,
  });
  const enqueue = async (one: Enqueue, place = database) => {
    const [inserted] = await place.write([enqueueStatement(one)]);
    return inserted?.rowsAffected === 1;
  };
  const letOut = () => loopWith({ database, clock: stoppedClock(), channel: fakeChannel() }).runOnce();

  describe("for one submission", () => {
    test("lets 20 parallel repetitions from two processes make one row", async () => {
      const assessmentId = await addAssessment(database);
      await addLead(database, "ada@example.com", assessmentId);
      const places = [database, databases.openAgain()];
      const made = await Promise.all(times(20).map((index) => enqueue(request(assessmentId), places[index % 2])));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await rows()).toBe(1);
    });

    test("lets the same be asked for again when it is sent and ten minutes old, not sooner", async () => {
      const assessmentId = await addAssessment(database);
      const id = await addLead(database, "ada@example.com", assessmentId);
      const first = request(assessmentId, { lead: { id } });
      expect(await enqueue(first)).toBe(true);
      expect(await enqueue(request(assessmentId, { now: START + DAY }))).toBe(false);
      expect(await findSameDelivery(database, first, START + DAY)).toBe(first.id);
      await letOut();
      const early = START + 10 * MINUTE - 1;
      expect(await enqueue(request(assessmentId, { now: early }))).toBe(false);
      expect(await findSameDelivery(database, request(assessmentId), early)).toBe(first.id);
      expect(await findSameDelivery(database, request(assessmentId), early + 1)).toBeNull();
      expect(await enqueue(request(assessmentId, { now: early + 1 }))).toBe(true);
    });

    test("tells other kinds, revisions, leads and assessments apart", async () => {
      const [one, two] = [await addAssessment(database), await addAssessment(database)];
      await addLead(database, "ada@example.com", one);
      await addLead(database, "bea@example.com", one);
      const different = [
        request(one),
        request(one, { kind: "call" }),
        request(one, { revision: 2 }),
        request(one, { lead: { address: "bea@example.com" } }),
        request(two),
      ];
      expect(await Promise.all(different.map((each) => enqueue(each)))).toEqual(different.map(() => true));
    });

    test("writes nothing for a lead or an assessment that is not there, or against the caller's condition", async () => {
      const assessmentId = await addAssessment(database);
      await addLead(database, "ada@example.com", assessmentId);
      expect(await enqueue(request(assessmentId, { lead: { address: "nobody@example.com" } }))).toBe(false);
      expect(await enqueue(request(assessmentId + 1))).toBe(false);
      const attached = (address: string) => ({
        sql: `EXISTS (SELECT 1 FROM attachments AS a WHERE a.lead_id = leads.id AND a.assessment_id = assessments.id)
              AND leads.address = :wanted OR 0`,
        args: { wanted: address },
      });
      expect(await enqueue(request(assessmentId, { condition: attached("bea@example.com") }))).toBe(false);
      expect(await rows()).toBe(0);
      expect(await enqueue(request(assessmentId, { condition: attached("ada@example.com") }))).toBe(true);
    });

    test("rolls back with the transaction around it", async () => {
      const assessmentId = await addAssessment(database);
      await addLead(database, "ada@example.com", assessmentId);
      const broken = { sql: "INSERT INTO leads (id) VALUES ('x')", args: [] };
      await expect(database.write([enqueueStatement(request(assessmentId)), broken])).rejects.toMatchObject({
        code: "SQLITE_CONSTRAINT",
      });
      expect(await rows()).toBe(0);
    });
  });

  describe("with limits", () => {
    /** As leads write: lead and attachment where allowed, then the delivery, in one transaction. */
    const ask = async (one: Enqueue, address: string, limits: MailLimits, place = database) => {
      const allowed = mailAllowed({ ...one, address }, limits);
      const results = await place.write([
        {
          sql: `INSERT INTO leads (id, address, created_at) SELECT :id, :address, :at WHERE ${allowed.sql}
                ON CONFLICT DO NOTHING`,
          args: { ...allowed.args, id: newId(), address, at: one.now },
        },
        {
          sql: `INSERT INTO attachments (lead_id, assessment_id, attached_at)
                SELECT id, :assessment, :at FROM leads WHERE address = :address AND ${allowed.sql} ON CONFLICT DO NOTHING`,
          args: { ...allowed.args, assessment: one.assessmentId, address, at: one.now },
        },
        enqueueStatement({ ...one, id: newId(), lead: { address }, condition: allowed }),
      ]);
      return results.at(-1)?.rowsAffected === 1;
    };
    const askOften = async (requests: { one: Enqueue; address: string }[], limits: MailLimits) => {
      const places = [database, databases.openAgain()];
      const made = await Promise.all(
        requests.map(({ one, address }, index) => ask(one, address, limits, places[index % 2])),
      );
      return made.filter(Boolean).length;
    };
    const refusal = (one: Enqueue, address: string, limits: MailLimits) =>
      mailRefusal(database, { ...one, address }, limits);
    const assessments = async (length: number) => {
      const ids: number[] = [];
      for (const _ of times(length)) ids.push(await addAssessment(database));
      return ids;
    };

    test("stops one client at its number an hour, and says when to come back", async () => {
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
      expect(await ask({ ...late, clientHash: "another" }, "other@example.com", limits)).toBe(true);
      expect(await ask({ ...late, clientHash: null }, "unknown@example.com", limits)).toBe(true);
      const then = { ...late, now: late.now + wait * 1000 };
      expect(await refusal(then, "new@example.com", limits)).toBeNull();
      expect(await ask(then, "new@example.com", limits)).toBe(true);
    });

    test("stops one mailbox at its number a day, also after a restart", async () => {
      const limits = { ...wide, reportsPerMailboxPerDay: 3 };
      const ids = await assessments(10);
      const requests = ids.map((id, index) => ({
        one: request(id, { clientHash: `client-${index}` }),
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

    test("stops all mail at its number a day", async () => {
      const limits = { ...wide, mailsPerDay: 5 };
      const ids = await assessments(12);
      const requests = ids.map((id, index) => ({
        one: request(id, { clientHash: `client-${index}` }),
        address: `reader-${index}@example.com`,
      }));
      expect(await askOften(requests, limits)).toBe(5);
      const [id = 0] = ids;
      const next = request(id, { revision: 2, now: START + HOUR });
      const refused = await refusal(next, "new@example.com", limits);
      expect(refused).toEqual({ limit: "total", retryAfterSeconds: 23 * 3600 });
      expect(await ask({ ...next, now: START + DAY }, "new@example.com", limits)).toBe(true);
    });

    test("stops one assessment at its number of addresses, for good, but not the addresses that it has", async () => {
      const limits = { ...wide, addressesPerAssessment: 5 };
      const id = await addAssessment(database);
      const requests = times(12).map((index) => ({ one: request(id), address: `reader-${index}@example.com` }));
      expect(await askOften(requests, limits)).toBe(5);
      const [{ address } = { address: "" }] = await database.query.select().from(leads);
      const next = request(id, { revision: 2, now: START + 30 * DAY });
      expect(await refusal(next, "new@example.com", limits)).toEqual({ limit: "addresses", retryAfterSeconds: null });
      expect(await ask(next, "new@example.com", limits)).toBe(false);
      expect(await refusal(next, address, limits)).toBeNull();
      expect(await ask(next, address, limits)).toBe(true);
    });

    test("names the limit that lasts longest", async () => {
      const limits = { ...wide, reportsPerHour: 1, reportsPerMailboxPerDay: 1 };
      const id = await addAssessment(database);
      expect(await ask(request(id), "ada@example.com", limits)).toBe(true);
      const again = request(id, { revision: 2, now: START + 1 });
      expect((await refusal(again, "ada@example.com", limits))?.limit).toBe("mailbox");
      expect((await refusal(again, "bea@example.com", limits))?.limit).toBe("client");
    });
  });
});
