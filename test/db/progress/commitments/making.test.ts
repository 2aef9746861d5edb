import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { leadStandings } from "#db/schema/leads.ts";
import { refreshAllStandings } from "#src/leads/standing/refresh-all.ts";
import { confirmReminder } from "#src/progress/commitments/confirm-reminder.ts";
import { listAtResult } from "#src/progress/commitments/list-at-result.ts";
import { makeCommitment } from "#src/progress/commitments/make-commitment.ts";
import { stopReminder } from "#src/progress/commitments/stop-reminder.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { subscribe } from "#test/support/database/desk.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { CONDITION, commitmentsOn, DUE, TERMS } from "#test/support/fresh/commitments.ts";
import { ADA, sign } from "#test/support/fresh/leads.ts";

describe.each(databases())("commitments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, letOut, completed, withReminder, only, asked, rows, counts } = commitmentsOn(databases);

  describe("without an address", () => {
    once("a commitment is kept with its result, by nobody, and sends nothing", async () => {
      const { id } = await completed();
      expect(await makeCommitment(on.domain, { assessmentId: id, terms: TERMS, leadId: null })).toEqual({
        status: "made",
      });
      expect(await counts()).toEqual([0, 0, 1, 0, 0, 0]);
      expect(await only()).toMatchObject({ assessmentId: id, leadId: null, layer: "integrity", condition: CONDITION });
      expect(await listAtResult(on.domain, id)).toEqual([TERMS]);
    });

    test("the same one again makes no second, even 20 at once", async () => {
      const { id } = await completed();
      const make = () => makeCommitment(on.domain, { assessmentId: id, terms: TERMS, leadId: null });
      const made = await Promise.all(times(20).map(make));
      expect(made.filter(({ status }) => status === "made")).toHaveLength(1);
      expect(made.filter(({ status }) => status === "already")).toHaveLength(19);
      await only();
    });

    once("a sixth is refused in words, and so is one with an address", async () => {
      const { id } = await completed();
      const make = (condition: string) =>
        makeCommitment(on.domain, { assessmentId: id, terms: { ...TERMS, condition }, leadId: null });
      for (const place of times(5)) expect(await make(`Number ${place}`)).toEqual({ status: "made" });
      expect(await make("Number 5")).toEqual({ status: "full" });
      expect(await make("Number 4")).toEqual({ status: "already" });
      expect(await withReminder(id)).toEqual({ status: "full" });
      expect(await counts()).toEqual([0, 0, 5, 0, 0, 0]);
    });

    once("an anonymous result stays until 30 days after the date, and is never kept shorter", async () => {
      const { id } = await completed();
      const keptUntil = async () =>
        (await on.database.query.select().from(assessments).where(eq(assessments.id, id)))[0]?.keptUntil;
      await makeCommitment(on.domain, { assessmentId: id, terms: TERMS, leadId: null });
      expect(await keptUntil()).toBe(DUE + 30 * DAY);
      const soon = { ...TERMS, dueAt: START + DAY };
      await makeCommitment(on.domain, { assessmentId: id, terms: soon, leadId: null });
      expect(await keptUntil()).toBe(DUE + 30 * DAY);
    });
  });

  describe("with an address", () => {
    once("keeps lead, attachment, commitment, event and the message to confirm, but no consent", async () => {
      const { id } = await completed();
      expect(await withReminder(id)).toEqual({ status: "made" });
      const kept = await rows();
      const lead = kept.leads[0]?.id;
      expect(await counts()).toEqual([1, 1, 1, 0, 1, 1]);
      expect(kept.attachments).toMatchObject([{ leadId: lead, assessmentId: id, claimedAt: null }]);
      expect(kept.commitments).toMatchObject([{ leadId: lead, confirmedAt: null, dueAt: DUE, madeAt: START }]);
      expect(kept.events).toMatchObject([{ leadId: lead, assessmentId: id, kind: "commitment-made", detail: null }]);
      expect(kept.mails).toMatchObject([
        { kind: "confirm-reminder", leadId: lead, assessmentId: id, state: "pending", dueAt: START },
      ]);
      expect(kept.mails[0]?.commitmentId).toBe(kept.commitments[0]?.id);
      expect(on.woken).toBe(1);
      expect(await listAtResult(on.domain, id)).toEqual([]);
    });

    test("20 at once from two processes make one of each", async () => {
      const { id } = await completed();
      const other = { ...on.domain, database: databases.openAgain() };
      const made = await Promise.all(
        times(20).map((place) => withReminder(id, {}, ADA, place % 2 ? on.domain : other)),
      );
      expect(made.filter(({ status }) => status === "made")).toHaveLength(1);
      expect(await counts()).toEqual([1, 1, 1, 0, 1, 1]);
    });

    once("the same again asks once more where the first message may be lost, and never after the yes", async () => {
      const { id } = await completed();
      await withReminder(id);
      expect(await letOut()).toHaveLength(1);
      on.now += MINUTE - 1;
      expect(await withReminder(id)).toEqual({ status: "already" });
      expect(await letOut()).toEqual([]);
      on.now += 7 * DAY;
      for (const _ of times(2)) expect(await withReminder(id)).toEqual({ status: "already" });
      expect(await letOut()).toHaveLength(1);
      await confirmReminder(on.domain, (await only()).id);
      on.now += HOUR;
      expect(await withReminder(id)).toEqual({ status: "already" });
      expect(await letOut()).toEqual([]);
    });

    once("the same again after its reminder was stopped is a new one, as the stop promises", async () => {
      const { id } = await completed();
      await withReminder(id);
      await stopReminder(on.domain, (await only()).id);
      expect(await withReminder(id)).toEqual({ status: "made" });
      expect((await rows()).commitments.map(({ stoppedAt }) => stoppedAt)).toEqual([on.now, null]);
    });

    once("a limit of mail refuses it whole and says when to try again", async () => {
      on.domain = { ...on.domain, mailLimits: { ...on.domain.mailLimits, reportsPerMailboxPerDay: 1 } };
      const first = await completed();
      await withReminder(first.id);
      on.now += HOUR;
      const second = await completed();
      const refused = await withReminder(second.id);
      expect(refused).toEqual({ status: "refused", limit: "mailbox", retryAfterSeconds: 23 * 3600 });
      expect(await counts()).toEqual([1, 1, 1, 0, 1, 1]);
      on.domain = { ...on.domain, mailLimits: { ...on.domain.mailLimits, mailsPerDay: 1 } };
      expect(await withReminder(second.id, {}, "bea@example.com")).toMatchObject({ status: "refused", limit: "total" });
      expect((await rows()).leads).toHaveLength(1);
    });

    once("the message to confirm holds no word that somebody typed, and a link that only we can make", async () => {
      const id = await asked();
      const [message, ...others] = await letOut();
      expect(others).toEqual([]);
      expect(message?.to).toBe(ADA);
      const all = JSON.stringify(message);
      for (const typed of ["written", "buyer", "stage", "without"]) expect(all).not.toContain(typed);
      const link = `https://plumb.example/reminders/${linkToken(sign, "confirm-reminder", id)}`;
      expect(message?.text).toContain(link);
      expect(message?.html).toContain(`href="${link}"`);
      expect(message).not.toHaveProperty("unsubscribeUrl");
      expect((await rows()).mails[0]?.message).toBeNull();
    });

    once("nobody at the desk or behind it hears of an address before its mailbox has said yes", async () => {
      await subscribe(on.database, ["lead.created", "lead.updated"]);
      const told = async () =>
        (await on.database.query.select().from(deliveries).where(eq(deliveries.endpointId, "hook"))).map(
          ({ kind }) => kind,
        );
      const standings = () => on.database.query.select().from(leadStandings);
      const id = await asked();
      await refreshAllStandings(on.domain);
      expect([await told(), await standings()]).toEqual([[], []]);

      await confirmReminder(on.domain, id);
      expect(await told()).toEqual(["lead.created"]);
      expect(await standings()).toMatchObject([{ outreach: "report-only", assessmentId: (await only()).assessmentId }]);

      // The same of a mailbox that is known: what somebody typed for it elsewhere is not its newest result.
      on.now += DAY;
      const [before] = await standings();
      await withReminder((await completed("E1")).id);
      await refreshAllStandings(on.domain);
      expect(await standings()).toMatchObject([{ assessmentId: before?.assessmentId, overall: before?.overall }]);
      expect(await told()).toEqual(["lead.created"]);
    });

    once("nothing more is ever sent without a yes", async () => {
      await asked();
      expect(await letOut()).toHaveLength(1);
      for (const days of [7, 83, 310]) {
        on.now += days * DAY;
        expect(await letOut()).toEqual([]);
      }
    });
  });
});
