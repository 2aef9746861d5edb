import { describe, expect } from "vitest";
import { commitments } from "#db/schema/progress.ts";
import { askForReminder } from "#src/progress/commitments/ask-for-reminder.ts";
import { confirmReminder } from "#src/progress/commitments/confirm-reminder.ts";
import { listAtResult } from "#src/progress/commitments/list-at-result.ts";
import { listCommitments } from "#src/progress/commitments/list-commitments.ts";
import { makeCommitment } from "#src/progress/commitments/make-commitment.ts";
import { sayOutcome } from "#src/progress/commitments/say-outcome.ts";
import { stopReminder } from "#src/progress/commitments/stop-reminder.ts";
import type { Terms } from "#src/progress/commitments/terms.ts";
import { findLater, findUnfinishedRetake } from "#src/progress/page/find-retake.ts";
import { DAY, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { newId } from "#test/support/delivery/outbox.ts";
import { clientOf } from "#test/support/factories.ts";
import { commitmentsOn, DUE, TERMS } from "#test/support/fresh/commitments.ts";
import { ADA } from "#test/support/fresh/leads.ts";
import { startedRetake } from "#test/support/sittings.ts";

describe.each(databases())("commitments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, letOut, completed, finish, only, asked, confirmed, remindersOf, claim } = commitmentsOn(databases);

  describe("for a mailbox that was proved", () => {
    once(
      "what came without proof is listed once it is confirmed or its result is kept, and never for another",
      async () => {
        const id = await asked();
        const { leadId, assessmentId } = await only();
        const list = async (lead = leadId ?? "") =>
          (await listCommitments(on.domain, lead)).map((one) => [one.id, one.reminder]);
        expect(await list()).toEqual([]);
        await claim(leadId ?? "", assessmentId);
        expect(await list()).toEqual([[id, "asked"]]);
        await confirmReminder(on.domain, id);
        expect(await list()).toEqual([[id, "confirmed"]]);
        await letOut();
        on.now = DUE + DAY;
        await letOut();
        expect(await list()).toEqual([[id, "sent"]]);
        expect(await list("somebody-else")).toEqual([]);
      },
    );

    once(
      "a signed-in founder's commitment belongs to the mailbox, with no reminder until it is asked for",
      async () => {
        await asked();
        const { leadId } = await only();
        const founder = { leadId: leadId ?? "", address: ADA };
        const { id: assessmentId } = await completed();
        await claim(founder.leadId, assessmentId);
        const terms: Terms = { ...TERMS, layer: "flow" };
        expect(await makeCommitment(on.domain, { assessmentId, terms, leadId })).toEqual({ status: "made" });
        expect(await listAtResult(on.domain, assessmentId)).toEqual([]);
        const [held] = await listCommitments(on.domain, founder.leadId);
        expect(held).toMatchObject({ layer: "flow", reminder: "none", later: null });
        const id = held?.id ?? "";
        const other = { leadId: "somebody-else", address: "bea@example.com" };
        expect(await askForReminder(on.domain, { id, founder: other, clientHash: clientOf("c") })).toEqual({
          status: "gone",
        });
        expect(await askForReminder(on.domain, { id, founder, clientHash: clientOf("c") })).toEqual({
          status: "asked",
        });
        expect(await askForReminder(on.domain, { id, founder, clientHash: clientOf("c") })).toEqual({
          status: "already",
        });
        expect((await letOut()).map(({ to }) => to)).toEqual([ADA, ADA]);
        await stopReminder(on.domain, id, founder.leadId);
        on.now += DAY;
        expect(await askForReminder(on.domain, { id, founder, clientHash: clientOf("c") })).toEqual({ status: "gone" });
      },
    );

    once("one that was made without an address becomes the mailbox's when it asks for the reminder", async () => {
      const first = await asked();
      const { leadId } = await only();
      const founder = { leadId: leadId ?? "", address: ADA };
      const { id: assessmentId } = await completed();
      await makeCommitment(on.domain, { assessmentId, terms: TERMS, leadId: null });
      const [open] = (await on.database.query.select().from(commitments)).filter((one) => one.id !== first);
      const id = open?.id ?? "";
      expect(await askForReminder(on.domain, { id, founder, clientHash: clientOf("c") })).toEqual({ status: "gone" });
      await claim(founder.leadId, assessmentId);
      expect((await listCommitments(on.domain, founder.leadId)).map((one) => one.id)).toEqual([id]);
      expect(await askForReminder(on.domain, { id, founder, clientHash: clientOf("c") })).toEqual({ status: "asked" });
      expect(await listAtResult(on.domain, assessmentId)).toEqual([]);
      await confirmReminder(on.domain, id);
      expect(await remindersOf()).toHaveLength(1);
    });

    once("the last mail that a mailbox has in a day is on its way, also to who presses again", async () => {
      await asked();
      const { leadId } = await only();
      const founder = { leadId: leadId ?? "", address: ADA };
      const { id: assessmentId } = await completed();
      await claim(founder.leadId, assessmentId);
      for (const layer of ["flow", "learning"] as const)
        await makeCommitment(on.domain, { assessmentId, terms: { ...TERMS, layer }, leadId });
      const held = await listCommitments(on.domain, founder.leadId);
      const [one = "", other = ""] = held.filter(({ reminder }) => reminder === "none").map(({ id }) => id);
      // One was asked of this mailbox already.
      on.domain = { ...on.domain, mailLimits: { ...on.domain.mailLimits, reportsPerMailboxPerDay: 2 } };
      const press = (id: string) => askForReminder(on.domain, { id, founder, clientHash: clientOf("c") });
      expect(await press(one)).toEqual({ status: "asked" });
      expect(await press(one)).toEqual({ status: "already" });
      expect(await press(other)).toMatchObject({ status: "refused", limit: "mailbox" });
    });

    once("a retake that another mailbox began with it stays that mailbox's", async () => {
      const { id: assessmentId } = await completed();
      const leadsOf = ["ada", "bob"];
      for (const lead of leadsOf) {
        const args = { lead, address: `${lead}@example.com`, now: on.now };
        await on.database.write([
          { sql: "INSERT INTO leads (id, address, created_at) VALUES (:lead, :address, :now)", args },
        ]);
        await claim(lead, assessmentId);
      }
      await makeCommitment(on.domain, { assessmentId, terms: TERMS, leadId: null });
      const { id } = await only();
      const begin = (leadId: string) =>
        startedRetake(on.domain, { leadId, instrument: "diagnostic", commitmentId: id, startKey: newId() });
      await begin("ada");
      const bob = { leadId: "bob", address: "bob@example.com" };
      expect(await askForReminder(on.domain, { id, founder: bob, clientHash: clientOf("c") })).toEqual({
        status: "asked",
      });
      expect(await findUnfinishedRetake(on.domain, await only())).toBeNull();
      on.now += MINUTE;
      const reference = await begin("bob");
      expect(await findUnfinishedRetake(on.domain, await only())).toBe(reference);
    });

    once("the founder says what became of it once the instrument was taken again, and may change it", async () => {
      const id = await confirmed();
      const { leadId } = await only();
      const lead = leadId ?? "";
      const say = (outcome: "met" | "not-met", whose = lead) => sayOutcome(on.domain, { id, leadId: whose, outcome });
      expect(await say("met")).toBe(false);
      on.now = DUE + DAY;
      const snapshot = await completed("E1");
      await claim(lead, snapshot.id);
      expect(await say("met")).toBe(false);
      const again = await completed("E6");
      expect(await say("met")).toBe(false);
      await claim(lead, again.id);
      expect(await say("met", "somebody-else")).toBe(false);
      expect(await say("met")).toBe(true);
      expect(await only()).toMatchObject({ outcome: "met", saidAt: on.now });
      expect(await say("not-met")).toBe(true);
      const [held] = await listCommitments(on.domain, lead);
      expect(held).toMatchObject({ outcome: "not-met", later: { reference: again.reference } });
      // The link of its reminder may be passed on: it shows only what it opened itself.
      const { madeAt } = await only();
      const opened = () => findLater(on.domain, { instrument: "diagnostic", madeAt }, lead, id);
      expect(await opened()).toBeNull();
      const reference = await startedRetake(on.domain, {
        ...{ leadId: lead, instrument: "diagnostic", commitmentId: id, startKey: newId() },
      });
      expect(await opened()).toBeNull();
      await finish(reference, "E6");
      expect((await opened())?.reference).toBe(reference);
    });
  });
});
