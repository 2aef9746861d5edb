import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents, leads } from "#db/schema/leads.ts";
import { suppress } from "#src/outbox/suppression.ts";
import { confirmWish, readWish } from "#src/progress/ask-again/confirm-wish.ts";
import { stopAsking } from "#src/progress/reminders/stop-asking.ts";
import { DAY, MINUTE } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { longDate } from "#src/words/phrase.ts";
import { databases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { askingAgainOn } from "#test/support/fresh/asking-again.ts";
import { ADA, days, sign, site } from "#test/support/fresh/leads.ts";
import { words } from "#test/support/words.ts";

describe.each(databases())("being asked again, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, letOut, completed, ask, wishes, mailsOf, leadId, idOfWish, confirmed } = askingAgainOn(databases);

  describe("the box beside the report", () => {
    once("keeps a wish that waits and asks the mailbox to confirm it, with no consent and no date", async () => {
      const assessment = await completed();
      expect(await ask(assessment, 120)).toEqual({ status: "queued" });
      expect(await wishes()).toMatchObject([
        { assessmentId: assessment.id, everyDays: 120, askedAt: START, confirmedAt: null, stoppedAt: null },
      ]);
      expect((await on.database.query.select().from(consents)).map(({ purpose }) => purpose)).toEqual(["report"]);
      expect(await mailsOf("ask-again")).toEqual([]);
      const sent = await letOut();
      const url = `https://plumb.example/ask-again/${linkToken(sign, "confirm-again", await idOfWish())}`;
      const confirm = sent.find(({ subject }) => subject === words.askAgain.confirmMail.subject);
      expect(confirm?.text).toContain(`${url}\n`);
      expect(confirm?.text).toContain(longDate(days(120), site.language));
      expect(confirm).not.toHaveProperty("unsubscribeUrl");
      expect(sent).toHaveLength(2);
      for (const later of [7, 90, 120, 400]) {
        on.now = days(later);
        expect(await letOut()).toEqual([]);
      }
    });

    test("20 at once from two processes keep one wish and send one mail of each kind", async () => {
      const assessment = await completed();
      const other = { ...on.domain, database: databases.openAgain() };
      await Promise.all(times(20).map((place) => ask(assessment, 90, ADA, place % 2 ? on.domain : other)));
      expect(await wishes()).toHaveLength(1);
      expect([await mailsOf("confirm-again"), await mailsOf("report")].map(({ length }) => length)).toEqual([1, 1]);
    });

    once("asked once more with another number, the last one counts", async () => {
      const assessment = await completed();
      await ask(assessment, 90);
      await letOut();
      on.now += 2 * MINUTE;
      await ask(assessment, 30);
      expect(await wishes()).toMatchObject([{ everyDays: 30, askedAt: on.now }]);
      expect(await mailsOf("confirm-again")).toHaveLength(2);
    });

    once(
      "without room for the second mail nothing is kept or sent, and the refusal says which mail it was",
      async () => {
        const assessment = await completed();
        on.domain = { ...on.domain, mailLimits: { ...on.domain.mailLimits, mailsPerDay: 1 } };
        expect(await ask(assessment)).toMatchObject({ status: "refused", again: true, limit: "total" });
        expect([await wishes(), await mailsOf("report"), await on.database.query.select().from(leads)]).toEqual([
          [],
          [],
          [],
        ]);
        expect(await ask(assessment, null)).toEqual({ status: "queued" });
      },
    );

    test("for a mailbox that said not you it makes nothing, and asks it once whether it was them", async () => {
      await on.database.transaction((tx) =>
        suppress(tx, on.domain, { address: ADA, reason: "not-you", since: on.now }),
      );
      expect(await ask(await completed())).toEqual({ status: "queued" });
      expect([await wishes(), await on.database.query.select().from(leads)]).toEqual([[], []]);
      const rows = await on.database.query.select().from(deliveries);
      expect(rows.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
        "confirm-again cancelled",
        "report cancelled",
        "was-this-you pending",
      ]);
    });
  });

  describe("the yes", () => {
    test("writes its own consent and puts the first mail into the outbox for nine on its day; 20 times over, once", async () => {
      await ask(await completed(), 100);
      on.now += 3 * DAY;
      const id = await idOfWish();
      const other = { ...on.domain, database: databases.openAgain() };
      await Promise.all(times(20).map((place) => confirmWish(place % 2 ? on.domain : other, id)));
      const given = await on.database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
      expect(given).toMatchObject([{ textVersion: "a-7", givenAt: on.now, withdrawnAt: null }]);
      expect(await wishes()).toMatchObject([{ confirmedAt: on.now, textVersion: "a-7" }]);
      expect(await mailsOf("ask-again")).toMatchObject([{ state: "pending", dueAt: days(100) }]);
    });

    once("is taken within seven days of the message, and the page says where it stands", async () => {
      await ask(await completed());
      const id = await idOfWish();
      const state = async () => (await readWish(on.database.query, id, on.now))?.state;
      on.now = days(7) - 1;
      expect(await state()).toBe("open");
      on.now += 1;
      expect(await state()).toBe("stale");
      await confirmWish(on.domain, id);
      expect(await mailsOf("ask-again")).toEqual([]);
      on.now = START;
      await confirmWish(on.domain, id);
      expect(await state()).toBe("confirmed");
      await stopAsking(on.domain, "ask-again", await leadId());
      expect(await state()).toBe("stopped");
      await confirmWish(on.domain, id);
      expect(await state()).toBe("stopped");
      expect(await readWish(on.database.query, "nobody", on.now)).toBeNull();
    });

    once("at another result takes the place of the one before: a mailbox has one, and one date", async () => {
      await confirmed(90);
      on.now += DAY;
      await ask(await completed("E1"), 30);
      await confirmWish(on.domain, (await wishes()).find(({ confirmedAt }) => confirmedAt === null)?.id ?? "");
      const pending = (await mailsOf("ask-again")).filter(({ state }) => state === "pending");
      expect(pending).toMatchObject([{ dueAt: days(31) }]);
      expect((await wishes()).filter(({ stoppedAt }) => stoppedAt === null)).toMatchObject([{ everyDays: 30 }]);
      const given = await on.database.query.select().from(consents).where(eq(consents.purpose, "reminder"));
      expect(given).toMatchObject([{ withdrawnAt: null }]);
    });
  });
});
