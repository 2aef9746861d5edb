import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { answers, assessments } from "#db/schema/assessments.ts";
import { deliveries, suppressions } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leadStandings, leads } from "#db/schema/leads.ts";
import { commitments, retakes } from "#db/schema/progress.ts";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { complete } from "#src/assessments/complete.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import { removeUnclaimed } from "#src/leads/erasing/remove-unclaimed.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { openCommitment } from "#src/progress/commitments/open-commitment.ts";
import { claimResults } from "#src/progress/page/claim-results.ts";
import { readHistory } from "#src/progress/page/read-history.ts";
import { startRetake } from "#src/progress/page/start-retake.ts";
import { DAY } from "#src/time.ts";
import type { Site } from "#src/words/site.ts";
import { databases } from "#test/support/database/databases.ts";
import { subscribe } from "#test/support/database/desk.ts";
import { leadDomainOn } from "#test/support/database/domain.ts";
import { newId, START } from "#test/support/delivery/outbox.ts";
import { answersOf, EXAMPLES, noMailbox, times } from "#test/support/factories.ts";
import { completeSitting, giveAnswers } from "#test/support/sittings.ts";

describe.each(databases())("coming back, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let now: number;
  let domain: LeadDomain & { site: Site } & typeof noMailbox;
  beforeEach(async () => {
    database = await databases.open();
    now = START;
    domain = { ...leadDomainOn(database, () => now), ...noMailbox };
  });
  afterAll(() => databases.dispose());

  const fillIn = (reference: string, name: "E1" | "E2" | "E6") => giveAnswers(domain, reference, answersOf(name));
  const taken = async (name: "E1" | "E2" | "E6" = "E2"): Promise<string> => {
    now += DAY;
    return (await completeSitting(domain, name)).reference;
  };
  /** Somebody types an address under a result, which proves nothing. */
  const give = async (reference: string, address: string): Promise<string> => {
    const assessment = await findAssessment(domain, reference);
    if (!assessment) throw new Error("There is no such result.");
    const request = { assessment, address, name: null, firm: null, followUp: true, clientHash: null };
    await askForReport(domain, request);
    const [lead] = await database.query.select().from(leads).where(eq(leads.address, address));
    return lead?.id ?? "";
  };
  const keep = (leadId: string, ...references: string[]) => claimResults(domain, { leadId, references });
  const remove = (leadId: string, reference: string) => removeUnclaimed(domain, { leadId, reference });
  const held = async (leadId: string) => {
    const { own, unclaimed } = await readHistory(domain, leadId);
    const references = (those: typeof own) => those.map(({ reference }) => reference);
    return { own: references(own), unclaimed: references(unclaimed) };
  };
  const everything = async () => ({
    attachments: await database.query.select().from(attachments).orderBy(attachments.leadId, attachments.assessmentId),
    events: await database.query.select().from(leadEvents).orderBy(leadEvents.id),
    deliveries: await database.query.select().from(deliveries).orderBy(deliveries.id),
    consents: await database.query.select().from(consents).orderBy(consents.id),
  });
  const idOf = async (reference: string) => {
    const [row] = await database.query.select().from(assessments).where(eq(assessments.reference, reference));
    return row?.id ?? 0;
  };

  describe("the history of a mailbox", () => {
    once("holds what was claimed in time order, and apart what was not", async () => {
      const [first, second, third] = [await taken("E2"), await taken("E1"), await taken("E6")];
      const ada = await give(third, "ada@example.com");
      await give(first, "ada@example.com");
      await give(second, "ada@example.com");
      expect(await held(ada)).toEqual({ own: [], unclaimed: [first, second, third] });
      await keep(ada, first);
      await keep(ada, third);
      expect(await held(ada)).toEqual({ own: [first, third], unclaimed: [second] });
    });

    once("carries the newest result as it was scored, with the scored answers", async () => {
      const reference = await taken("E2");
      const ada = await give(reference, "ada@example.com");
      await addSizing(domain, reference, { z_opps: 12, z_acv: 15_000, z_win: 22 }, "EUR");
      await keep(ada, reference);
      const stored = await findAssessment(domain, reference);
      const { own } = await readHistory(domain, ada);
      expect(own).toMatchObject([
        { reference, instrument: "diagnostic", completedAt: stored?.completedAt, revision: 2, currency: "EUR" },
      ]);
      expect(own[0]?.result).toEqual(stored?.result);
      expect(own[0]?.result.overall).toBe(27);
      expect(own[0]?.scored).toEqual(EXAMPLES.E2.submission.answers);
    });

    once("never holds another mailbox's: two on one result, and two with one each", async () => {
      const [shared, adas, beas] = [await taken(), await taken(), await taken()];
      const ada = await give(shared, "ada@example.com");
      const bea = await give(shared, "bea@example.com");
      await give(adas, "ada@example.com");
      await give(beas, "bea@example.com");
      await keep(ada, shared, adas);
      expect(await held(ada)).toEqual({ own: [shared, adas], unclaimed: [] });
      expect(await held(bea)).toEqual({ own: [], unclaimed: [shared, beas] });
      expect(await held(newId())).toEqual({ own: [], unclaimed: [] });
    });
  });

  describe("whose is it", () => {
    once("keep leaves the time at which it was first kept", async () => {
      const reference = await taken();
      const ada = await give(reference, "ada@example.com");
      expect(await keep(ada, reference)).toBe(true);
      const kept = now;
      now += DAY;
      expect(await keep(ada, reference)).toBe(true);
      expect(await database.query.select().from(attachments)).toMatchObject([{ claimedAt: kept }]);
    });

    test("keeps several at once", async () => {
      const all = [await taken(), await taken(), await taken()];
      const ids = await Promise.all(all.map((reference) => give(reference, "ada@example.com")));
      const ada = ids[0] ?? "";
      expect(await keep(ada, ...all)).toBe(true);
      expect(await held(ada)).toEqual({ own: all, unclaimed: [] });
    });

    once("another mailbox's result, one that is not there and a made-up one are neither kept nor removed", async () => {
      const beas = await taken();
      const bea = await give(beas, "bea@example.com");
      const ada = await give(await taken(), "ada@example.com");
      const before = await everything();
      for (const reference of [beas, newId(), "", "' OR 1=1 --", String(await idOf(beas))]) {
        expect(await keep(ada, reference)).toBe(false);
        expect(await remove(ada, reference)).toBe(false);
      }
      expect(await everything()).toEqual(before);
      expect(await held(bea)).toMatchObject({ unclaimed: [beas] });
    });

    once("remove takes off the address with what was sent about it, and nothing else", async () => {
      const [mine, notMine] = [await taken(), await taken()];
      const ada = await give(mine, "ada@example.com");
      await give(notMine, "ada@example.com");
      const bea = await give(notMine, "bea@example.com");
      await keep(ada, mine);
      const before = await everything();
      expect(await remove(ada, notMine)).toBe(true);
      const off = await idOf(notMine);
      const stays = (one: { leadId: string | null; assessmentId: number | null }) =>
        one.leadId !== ada || one.assessmentId !== off;
      expect(await everything()).toEqual({
        attachments: before.attachments.filter(stays),
        events: before.events.filter(stays),
        deliveries: before.deliveries.filter(stays),
        consents: before.consents,
      });
      expect(before.deliveries.some((one) => !stays(one))).toBe(true);
      expect(await database.query.$count(suppressions)).toBe(0);
      expect(await held(ada)).toEqual({ own: [mine], unclaimed: [] });
      expect(await held(bea)).toEqual({ own: [], unclaimed: [notMine] });
      expect(await findAssessment(domain, notMine)).not.toBeNull();
    });

    once("after a removal the desk sees what is left of the lead", async () => {
      const [mine, notMine] = [await taken("E2"), await taken("E6")];
      const ada = await give(mine, "ada@example.com");
      await give(notMine, "ada@example.com");
      const standing = async () => {
        const [row] = await database.query.select().from(leadStandings).where(eq(leadStandings.leadId, ada));
        return row?.overall ?? null;
      };
      expect(await standing()).toBe(46);
      now += DAY;
      await remove(ada, notMine);
      expect(await standing()).toBe(27);
      now += DAY;
      await remove(ada, mine);
      expect(await standing()).toBeNull();
      expect(await database.query.$count(leads)).toBe(1);
    });

    once("what was kept is not removed by the same form", async () => {
      const reference = await taken();
      const ada = await give(reference, "ada@example.com");
      await keep(ada, reference);
      expect(await remove(ada, reference)).toBe(false);
      expect(await held(ada)).toEqual({ own: [reference], unclaimed: [] });
    });
  });

  describe("a retake", () => {
    const began = async (leadId: string, more: { startKey?: string; commitmentId?: string | null } = {}) => {
      const { reference } = await startRetake(domain, {
        ...{ leadId, instrument: "diagnostic" as InstrumentId, commitmentId: null, startKey: newId() },
        ...more,
      });
      return reference;
    };
    const founder = async () => {
      const reference = await taken("E2");
      const ada = await give(reference, "ada@example.com");
      await keep(ada, reference);
      now += 90 * DAY;
      return { ada, reference };
    };

    once("starts blank, as its mailbox's own, with the commitment that it opens with", async () => {
      const { ada, reference } = await founder();
      await database.query.insert(commitments).values({
        ...{ id: "written", assessmentId: await idOf(reference), leadId: null, layer: "integrity" as const },
        ...{ condition: "Every stage has one written buyer proof.", dueAt: now, madeAt: START },
      });
      const commitment = await openCommitment(domain, ada, "diagnostic");
      expect(commitment).toMatchObject({ id: "written", layer: "integrity" });
      expect(await openCommitment(domain, ada, "snapshot")).toBeNull();
      expect(await openCommitment(domain, newId(), "diagnostic")).toBeNull();
      const begun = await began(ada, { commitmentId: commitment?.id ?? null });
      const id = await idOf(begun);
      expect(await database.query.select().from(retakes)).toEqual([
        { assessmentId: id, leadId: ada, commitmentId: "written", reminderId: null },
      ]);
      expect(await database.query.select().from(answers).where(eq(answers.assessmentId, id))).toEqual([]);
      expect(await database.query.select().from(assessments).where(eq(assessments.id, id))).toMatchObject([
        { carriedFrom: null, completedAt: null, attribution: {} },
      ]);
      expect(await held(ada)).toEqual({ own: [reference], unclaimed: [] });
    });

    test("is one attempt for one form, however often and at once it is sent", async () => {
      const { ada } = await founder();
      const startKey = newId();
      const begun = await Promise.all(times(8).map(() => began(ada, { startKey })));
      expect(new Set(begun).size).toBe(1);
      expect(await began(ada, { startKey })).toBe(begun[0]);
      expect(await database.query.$count(retakes)).toBe(1);
      expect(await began(ada)).not.toBe(begun[0]);
    });

    test("belongs to its mailbox once completed, in the same step, and to no other", async () => {
      const { ada, reference } = await founder();
      const bea = await give(await taken(), "bea@example.com");
      const begun = await began(ada);
      await fillIn(begun, "E6");
      const done = await Promise.all(times(6).map(() => complete(domain, begun, null)));
      expect(new Set(done.map(({ status }) => status))).toEqual(new Set(["completed"]));
      const id = await idOf(begun);
      expect(await database.query.select().from(attachments).where(eq(attachments.assessmentId, id))).toEqual([
        { leadId: ada, assessmentId: id, attachedAt: now, claimedAt: now },
      ]);
      const events = await database.query.select().from(leadEvents).where(eq(leadEvents.kind, "retook"));
      expect(events).toMatchObject([{ leadId: ada, assessmentId: id, at: now }]);
      expect(await held(ada)).toEqual({ own: [reference, begun], unclaimed: [] });
      expect((await held(bea)).own).toEqual([]);
    });

    once(
      "says which way it moved clearly: by the threshold, not early by date, against what its mailbox has proved",
      async () => {
        const { ada } = await founder();
        const bea = await give(await taken("E6"), "bea@example.com");
        // By the method's example E6: 27 to 46, and back. Bea has not said that what came under her address is hers.
        for (const [leadId, name, wait] of [
          [ada, "E6", 0],
          [ada, "E2", 29],
          [ada, "E6", 30],
          [ada, "E2", 30],
          [ada, "E2", 90],
          [bea, "E2", 90],
        ] as const) {
          now += wait * DAY;
          const begun = await began(leadId);
          await fillIn(begun, name);
          await complete(domain, begun, null);
        }
        const retook = eq(leadEvents.kind, "retook");
        const events = await database.query.select().from(leadEvents).where(retook).orderBy(leadEvents.at);
        expect(events.map(({ leadId, toValue }) => [leadId, toValue])).toEqual([
          [ada, "up"],
          [ada, null],
          [ada, "up"],
          [ada, "down"],
          [ada, null],
          [bea, null],
        ]);
      },
    );

    once("an attempt like any other is nobody's when it is completed", async () => {
      const { ada, reference } = await founder();
      await taken("E6");
      expect(await held(ada)).toEqual({ own: [reference], unclaimed: [] });
      expect(await database.query.$count(leadEvents, eq(leadEvents.kind, "retook"))).toBe(0);
    });

    test("webhooks hear once that the lead has something new", async () => {
      await subscribe(database, ["lead.updated"]);
      const { ada } = await founder();
      const begun = await began(ada);
      await fillIn(begun, "E6");
      await Promise.all(times(3).map(() => complete(domain, begun, null)));
      const id = await idOf(begun);
      const told = (await database.query.select().from(deliveries)).filter(({ assessmentId }) => assessmentId === id);
      expect(told).toMatchObject([{ kind: "lead.updated", leadId: ada, endpointId: "hook" }]);
    });

    once("of a mailbox that is gone is an attempt like any other", async () => {
      const { ada } = await founder();
      const begun = await began(ada);
      await fillIn(begun, "E6");
      await database.write([{ sql: "DELETE FROM leads WHERE id = :ada", args: { ada } }]);
      expect(await complete(domain, begun, null)).toEqual({ status: "completed" });
      expect(await database.query.$count(attachments)).toBe(0);
      const later = await began(ada);
      await fillIn(later, "E6");
      expect(await complete(domain, later, null)).toEqual({ status: "completed" });
    });
  });
});
