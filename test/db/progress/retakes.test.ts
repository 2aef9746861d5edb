import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { answers, assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leadEvents } from "#db/schema/leads.ts";
import { commitments, retakes } from "#db/schema/progress.ts";
import { complete } from "#src/assessments/complete.ts";
import { prepareLead } from "#src/leads/prepare/lead.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { openCommitment } from "#src/progress/commitments/open-commitment.ts";
import { startRetake } from "#src/progress/page/start-retake.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { subscribe } from "#test/support/database/desk.ts";
import { newId, START } from "#test/support/delivery/outbox.ts";
import { answersOf, clientOf, times } from "#test/support/factories.ts";
import { comingBackOn } from "#test/support/fresh/coming-back.ts";
import { giveAnswers, startedRetake } from "#test/support/sittings.ts";

describe.each(databases())("a retake, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, taken, give, keep, held, idOf } = comingBackOn(databases);

  const fillIn = (reference: string, name: "E1" | "E2" | "E6") => giveAnswers(on.domain, reference, answersOf(name));
  const began = async (leadId: string, more: { startKey?: string; commitmentId?: string | null } = {}) => {
    const retake = { leadId, instrument: "diagnostic" as InstrumentId, commitmentId: null, startKey: newId(), ...more };
    return startedRetake(on.domain, retake);
  };
  const founder = async () => {
    const reference = await taken("E2");
    const ada = await give(reference, "ada@example.com");
    await keep(ada, reference);
    on.now += 90 * DAY;
    return { ada, reference };
  };

  once("starts blank, as its mailbox's own, with the commitment that it opens with", async () => {
    const { ada, reference } = await founder();
    await on.database.query.insert(commitments).values({
      ...{ id: "written", assessmentId: await idOf(reference), leadId: null, layer: "integrity" as const },
      ...{ condition: "Every stage has one written buyer proof.", dueAt: on.now, madeAt: START },
    });
    const commitment = await openCommitment(on.domain, ada, "diagnostic");
    expect(commitment).toMatchObject({ id: "written", layer: "integrity" });
    expect(await openCommitment(on.domain, ada, "snapshot")).toBeNull();
    expect(await openCommitment(on.domain, newId(), "diagnostic")).toBeNull();
    const begun = await began(ada, { commitmentId: commitment?.id ?? null });
    const id = await idOf(begun);
    expect(await on.database.query.select().from(retakes)).toEqual([
      { assessmentId: id, leadId: ada, commitmentId: "written", reminderId: null },
    ]);
    expect(await on.database.query.select().from(answers).where(eq(answers.assessmentId, id))).toEqual([]);
    expect(await on.database.query.select().from(assessments).where(eq(assessments.id, id))).toMatchObject([
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
    expect(await on.database.query.$count(retakes)).toBe(1);
    expect(await began(ada)).not.toBe(begun[0]);
  });

  test("is one of the starts that its client has in an hour, however often the link of a mail is used", async () => {
    const { ada } = await founder();
    on.domain = { ...on.domain, limits: { ...on.domain.limits, startsPerHour: 2 } };
    const before = await on.database.query.$count(assessments);
    const retake = { leadId: ada, instrument: "diagnostic" as const, commitmentId: null };
    const begin = (client: string) =>
      startRetake(on.domain, { ...retake, startKey: newId(), clientHash: clientOf(client) });
    const all = await Promise.all(times(5).map(() => begin("whoever has the link")));
    expect(all.filter((one) => "reference" in one)).toHaveLength(2);
    expect(await begin("whoever has the link")).toEqual({ retryAfterSeconds: 3600 });
    expect(await on.database.query.$count(assessments)).toBe(before + 2);
    expect(await on.database.query.$count(retakes)).toBe(2);
    expect(await begin("another")).toHaveProperty("reference");
  });

  test("belongs to its mailbox once completed, in the same step, and to no other", async () => {
    const { ada, reference } = await founder();
    const bea = await give(await taken(), "bea@example.com");
    const begun = await began(ada);
    await fillIn(begun, "E6");
    const done = await Promise.all(times(6).map(() => complete(on.domain, begun, null)));
    expect(new Set(done.map(({ status }) => status))).toEqual(new Set(["completed"]));
    const id = await idOf(begun);
    expect(await on.database.query.select().from(attachments).where(eq(attachments.assessmentId, id))).toEqual([
      { leadId: ada, assessmentId: id, attachedAt: on.now, claimedAt: on.now },
    ]);
    const events = await on.database.query.select().from(leadEvents).where(eq(leadEvents.kind, "retook"));
    expect(events).toMatchObject([{ leadId: ada, assessmentId: id, at: on.now }]);
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
        on.now += wait * DAY;
        const begun = await began(leadId);
        await fillIn(begun, name);
        await complete(on.domain, begun, null);
      }
      const retook = eq(leadEvents.kind, "retook");
      const events = await on.database.query.select().from(leadEvents).where(retook).orderBy(leadEvents.at);
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
    expect(await on.database.query.$count(leadEvents, eq(leadEvents.kind, "retook"))).toBe(0);
  });

  test("webhooks hear once that the lead has something new", async () => {
    await subscribe(on.database, ["lead.updated"]);
    const { ada } = await founder();
    const begun = await began(ada);
    await fillIn(begun, "E6");
    await Promise.all(times(3).map(() => complete(on.domain, begun, null)));
    const id = await idOf(begun);
    const told = (await on.database.query.select().from(deliveries)).filter(({ assessmentId }) => assessmentId === id);
    expect(told).toMatchObject([{ kind: "lead.updated", leadId: ada, endpointId: "hook" }]);

    // By the method's example E6 the overall is 46; the lead is scored of the result that the webhook carries.
    const hook = told[0] ?? { leadId: null, assessmentId: null };
    const { standing, completed } = await prepareLead({ ...on.domain, publicUrl: "https://plumb.example" }, hook);
    expect(completed.result.overall).toBe(46);
    expect(standing).toMatchObject({ assessmentId: id, overall: 46, scoredAsOf: on.now });
    expect(standing.signals).toContainEqual({ kind: "retook", at: on.now });
  });

  once("of a mailbox that is gone is an attempt like any other", async () => {
    const { ada } = await founder();
    const begun = await began(ada);
    await fillIn(begun, "E6");
    await on.database.write([{ sql: "DELETE FROM leads WHERE id = :ada", args: { ada } }]);
    expect(await complete(on.domain, begun, null)).toEqual({ status: "completed" });
    expect(await on.database.query.$count(attachments)).toBe(0);
    const later = await began(ada);
    await fillIn(later, "E6");
    expect(await complete(on.domain, later, null)).toEqual({ status: "completed" });
  });
});
