import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { checkIns, fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents, leads } from "#db/schema/leads.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { withdrawConsent } from "#src/leads/erasing/withdraw-consent.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import { suppress, unsuppress } from "#src/outbox/suppression.ts";
import { answerCheckIn } from "#src/progress/check-ins/answer-check-in.ts";
import { confirmPlan } from "#src/progress/check-ins/confirm-plan.ts";
import { currentPick } from "#src/progress/check-ins/current-pick.ts";
import { readOwnFixes } from "#src/progress/check-ins/done-fixes.ts";
import { whyNotChecked } from "#src/progress/check-ins/why-not-checked.ts";
import { confirmReminder } from "#src/progress/commitments/confirm-reminder.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { stopReminder } from "#src/progress/commitments/stop-reminder.ts";
import { stopAsking } from "#src/progress/reminders/stop-asking.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { times } from "#test/support/factories.ts";
import { checkInsOn } from "#test/support/fresh/check-ins.ts";
import { ADA, day, days, sign } from "#test/support/fresh/leads.ts";

describe.each(databases())("check-ins, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, letOut, completed, picksOf, ask, plans, fixes, mailsOf, leadId, fixOf, confirmed } =
    checkInsOn(databases);

  const openPlanAt = async (assessmentId: number) =>
    (await plans()).find((plan) => plan.assessmentId === assessmentId)?.id ?? "";

  describe("is ended", () => {
    once("by one click, with its consent and nothing else; the next word is then done or nothing", async () => {
      const assessment = await confirmed(14, 30);
      const terms = { layer: "integrity" as const, condition: "It is fixed.", dueAt: day(60) };
      await makeWithReminder(on.domain, { assessmentId: assessment.id, terms, address: ADA, clientHash: null });
      const [mail] = await on.database.query.select().from(deliveries).where(eq(deliveries.kind, "confirm-reminder"));
      await confirmReminder(on.domain, mail?.commitmentId ?? "");
      on.now = days(14);
      await letOut();
      for (const _ of times(2)) await stopAsking(on.domain, "check-in", await leadId());
      expect((await mailsOf("check-in")).map(({ state, reason }) => [state, reason])).toEqual([
        ["sent", null],
        ["cancelled", STOPPED],
      ]);
      const given = () => on.database.query.select().from(consents).orderBy(consents.textVersion);
      expect((await given()).map(({ textVersion, withdrawnAt }) => [textVersion, withdrawnAt])).toEqual([
        ["c-2", days(14)],
        ["r-4", null],
      ]);
      const id = await fixOf(assessment.result.fixes[0]?.item);
      await answerCheckIn(on.domain, id, "later");
      expect(await mailsOf("check-in")).toHaveLength(2);
      await answerCheckIn(on.domain, id, "done");
      expect((await fixes()).map(({ doneAt }) => doneAt)).toEqual([days(14), null]);
    });

    once("but not by the end of a commitment's reminder", async () => {
      const assessment = await confirmed(14);
      const terms = { layer: "integrity" as const, condition: "It is fixed.", dueAt: day(60) };
      await makeWithReminder(on.domain, { assessmentId: assessment.id, terms, address: ADA, clientHash: null });
      const [mail] = await on.database.query.select().from(deliveries).where(eq(deliveries.kind, "confirm-reminder"));
      await confirmReminder(on.domain, mail?.commitmentId ?? "");
      await stopReminder(on.domain, mail?.commitmentId ?? "");
      on.now = days(14);
      expect(await letOut()).toHaveLength(1);
    });

    once("by what is picked and confirmed at another result: a mailbox has one plan that stands", async () => {
      await confirmed(14, 30);
      const later = await completed();
      await ask(later, picksOf(later, 40));
      await confirmPlan(on.domain, await openPlanAt(later.id));
      const pending = and(eq(deliveries.kind, "check-in"), eq(deliveries.state, "pending"));
      expect((await on.database.query.select().from(deliveries).where(pending)).map(({ dueAt }) => dueAt)).toEqual([
        days(40),
      ]);
    });

    once(
      "where a fix is picked anew at the same result, the links of the mail before speak of the new pick",
      async () => {
        const assessment = await confirmed(14);
        const [before] = await fixes();
        await ask(assessment, picksOf(assessment, 40));
        await confirmPlan(on.domain, (await plans()).find(({ confirmedAt }) => confirmedAt === null)?.id ?? "");
        const [, anew] = await fixes();
        expect(await currentPick(on.database.query, before?.id ?? "")).toBe(anew?.id);
        expect(await currentPick(on.database.query, anew?.id ?? "")).toBe(anew?.id);
        await answerCheckIn(on.domain, before?.id ?? "", "done");
        await answerCheckIn(on.domain, anew?.id ?? "", "done");
        const own = await readOwnFixes(on.domain, await leadId());
        expect([own.open, own.done.map(({ doneAt }) => doneAt)]).toEqual([[], [on.now]]);
      },
    );

    test('by taking the consent back, by "not you" and with the address, and is quiet under suppression', async () => {
      await confirmed(14, 30);
      on.now = days(14);
      await on.database.transaction((tx) =>
        suppress(tx, on.domain, { address: ADA, reason: "bounced", since: on.now }),
      );
      expect(await letOut()).toEqual([]);
      await on.database.transaction((tx) => unsuppress(tx, on.domain, ADA));
      const [given] = await on.database.query.select().from(consents);
      await withdrawConsent(on.domain, { lead: await leadId(), consent: given?.id ?? "" });
      expect((await plans()).map(({ stoppedAt }) => stoppedAt)).toEqual([days(14)]);
      const last = (await mailsOf("check-in")).at(-1);
      expect(await whyNotChecked(on.database.query, last?.checkInId ?? null)).toBe(STOPPED);
      on.now = days(30);
      expect(await letOut()).toEqual([]);

      const [confirm] = await mailsOf("confirm-check-ins");
      expect(await detach(on.domain, linkToken(sign, "not-you", confirm?.id ?? ""))).toBe(true);
      for (const table of [fixPlans, pickedFixes, checkIns, leads])
        expect(await on.database.query.$count(table)).toBe(0);
      expect(await mailsOf("check-in")).toEqual([]);
    });
  });
});
