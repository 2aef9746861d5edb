import { and, eq, inArray } from "drizzle-orm";
import { describe, expect } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents, leadEvents } from "#db/schema/leads.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { withdrawConsent } from "#src/leads/erasing/withdraw-consent.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import { askMeAgain, readOwnWish } from "#src/progress/ask-again/own-wish.ts";
import { confirmReminder } from "#src/progress/commitments/confirm-reminder.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { stopReminder } from "#src/progress/commitments/stop-reminder.ts";
import { readingsAt } from "#src/progress/page/readings-at.ts";
import { stopAsking } from "#src/progress/reminders/stop-asking.ts";
import { DAY, HOUR } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { fakeChannel } from "#test/support/delivery/outbox.ts";
import { answersOf, times } from "#test/support/factories.ts";
import { askingAgainOn } from "#test/support/fresh/asking-again.ts";
import { ADA, days, sign } from "#test/support/fresh/leads.ts";
import { finishSitting, startedRetake } from "#test/support/sittings.ts";

const NINE = 9 * HOUR;

describe.each(databases())("being asked again, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, fresh, loop, letOut, completed, ask, wishes, mailsOf, leadId, idOfWish, confirmed, claim } =
    askingAgainOn(databases);

  describe("the end", () => {
    const pending = () =>
      on.database.query.$count(
        deliveries,
        and(inArray(deliveries.kind, ["ask-again", "confirm-again"]), eq(deliveries.state, "pending")),
      );

    once("one click ends every wish of the mailbox and its consent, and nothing comes any more", async () => {
      await confirmed();
      on.now += DAY;
      await ask(await completed("E1"), 30);
      const lead = await leadId();
      for (const _ of times(3)) await stopAsking(on.domain, "ask-again", lead);
      expect((await wishes()).filter(({ stoppedAt }) => stoppedAt === null)).toEqual([]);
      expect(await pending()).toBe(0);
      const given = await on.database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
      expect(given).toMatchObject([{ withdrawnAt: on.now }]);
      const events = await on.database.query.select().from(leadEvents).where(eq(leadEvents.kind, "consent-withdrawn"));
      expect(events).toMatchObject([{ detail: "reminder" }]);
      await letOut();
      on.now = days(400);
      expect(await letOut()).toEqual([]);
    });

    once("this and the reminder of a commitment end apart, each with its own consent", async () => {
      const terms = { layer: "integrity" as const, condition: "Proof.", dueAt: days(200) - NINE };
      const bothOf = async () => {
        const assessment = await confirmed();
        await makeWithReminder(on.domain, { assessmentId: assessment.id, terms, address: ADA, clientHash: null });
        const [made] = await on.database.query.all<{ id: string }>("SELECT id FROM commitments");
        await confirmReminder(on.domain, made?.id ?? "");
        return made?.id ?? "";
      };
      const standing = async () => {
        const given = await on.database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
        return given.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ textVersion }) => textVersion);
      };
      await bothOf();
      await stopAsking(on.domain, "ask-again", await leadId());
      expect(await standing()).toEqual(["r-4"]);
      await letOut();
      on.now = days(200);
      expect((await letOut()).map(({ subject }) => subject)).toEqual([expect.stringContaining("commitment")]);

      await fresh();
      await stopReminder(on.domain, await bothOf());
      expect(await standing()).toEqual(["a-7"]);
      await letOut();
      on.now = days(90);
      expect(await letOut()).toHaveLength(1);

      for (const [taken, left, day] of [
        ["a-7", "r-4", 200],
        ["r-4", "a-7", 90],
      ] as const) {
        await fresh();
        await bothOf();
        const [given] = await on.database.query.select().from(consents).where(eq(consents.textVersion, taken));
        await withdrawConsent(on.domain, { lead: await leadId(), consent: given?.id ?? "" });
        expect(await standing()).toEqual([left]);
        await letOut();
        on.now = days(day);
        expect(await letOut()).toHaveLength(1);
      }
    });

    once("withdrawn on one's own page it stops, and what is stopped between two tries is not tried again", async () => {
      await confirmed();
      const lead = await leadId();
      const [given] = await on.database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
      on.now = days(90);
      const failing = fakeChannel(async () => ({ status: "again", reason: "busy" }));
      await loop(failing).runOnce();
      expect(failing.sent).toHaveLength(1);
      await withdrawConsent(on.domain, { lead, consent: given?.id ?? "" });
      on.now += HOUR;
      expect(await letOut()).toEqual([]);
      expect((await mailsOf("ask-again")).map(({ reason }) => reason)).toEqual([STOPPED, STOPPED]);
      expect(await pending()).toBe(0);
    });

    once(
      "not you, and the end of the lead's time, take it along; the first mail to come keeps its lead, later ones do not",
      async () => {
        await confirmed(365);
        const [confirm] = await mailsOf("confirm-again");
        on.now = days(1);
        await detach(on.domain, linkToken(sign, "not-you", confirm?.id ?? ""));
        expect([await wishes(), await pending()]).toEqual([[], 0]);

        await fresh();
        await on.database.query.run("INSERT INTO settings (id, value) VALUES (1, '{}')").catch(() => undefined);
        await confirmed(365);
        for (const [day, left] of [
          [364, 1],
          [365, 1],
        ] as const) {
          on.now = days(day);
          await letOut();
          await eraseOldLeads(on.domain);
          expect((await wishes()).length).toBe(left);
        }
        on.now = days(800);
        await eraseOldLeads(on.domain);
        expect([await wishes(), await pending()]).toEqual([[], 0]);
      },
    );
  });

  describe("the way back", () => {
    once("a retake by its link belongs to the mailbox and opens with the reading that the mail spoke of", async () => {
      const first = await confirmed(90);
      on.now = days(91);
      const wish = await idOfWish();
      const retake = { leadId: await leadId(), instrument: "diagnostic" as const, commitmentId: null };
      const reference = await startedRetake(on.domain, { ...retake, reminderId: wish, startKey: "k".repeat(22) });
      const again = await finishSitting(on.domain, reference, answersOf("E6"));
      // By the method's example E6, 27 to 46; three months on, so it is not early to say.
      expect(await on.database.query.select().from(leadEvents).where(eq(leadEvents.kind, "retook"))).toMatchObject([
        { assessmentId: again.id, toValue: "up" },
      ]);
      const readings = await readingsAt(on.domain, again, null);
      expect(readings?.map((one) => one.reference)).toEqual([first.reference, again.reference]);
      expect(await readingsAt(on.domain, first, null)).toBeNull();
    });

    once("a signed-in founder needs no second yes", async () => {
      const assessment = await completed();
      await ask(assessment, null);
      await claim(await leadId(), assessment.id);
      const own = { leadId: await leadId(), reference: assessment.reference, everyDays: 45 };
      await askMeAgain(on.domain, own);
      expect(await mailsOf("confirm-again")).toEqual([]);
      expect(await readOwnWish(on.database.query, own.leadId)).toMatchObject({ nextAt: days(45), everyDays: 45 });
      expect(await askMeAgain(on.domain, { ...own, leadId: "somebody" })).toBe(false);
      expect(await wishes()).toHaveLength(1);

      // As often a day as a mailbox may be asked to confirm it: nobody fills the database by pressing on.
      on.domain = { ...on.domain, mailLimits: { ...on.domain.mailLimits, reportsPerMailboxPerDay: 3 } };
      const again = async () => {
        await stopAsking(on.domain, "ask-again", own.leadId);
        return askMeAgain(on.domain, own);
      };
      expect([await again(), await again(), await again(), await again()]).toEqual([true, true, false, false]);
      expect(await wishes()).toHaveLength(3);
      on.now += DAY;
      expect(await again()).toBe(true);
    });
  });
});
