import { describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents, leadStandings, leads } from "#db/schema/leads.ts";
import { deliveryState } from "#src/delivery/state.ts";
import { refreshStandings } from "#src/leads/standing/refresh.ts";
import { suppress } from "#src/outbox/suppression.ts";
import { besideResult } from "#src/progress/beside-result.ts";
import { confirmPlan } from "#src/progress/check-ins/confirm-plan.ts";
import { MINUTE } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { checkInsOn } from "#test/support/fresh/check-ins.ts";
import { ADA, day, days, sign } from "#test/support/fresh/leads.ts";

describe.each(databases())("asking for check-ins, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, letOut, completed, picksOf, ask, plans, fixes, mailsOf, leadId, openPlan } = checkInsOn(databases);

  once(
    "picked fixes wait for the mailbox's yes: no consent, no date, nobody at the desk, one mail that names none of them",
    async () => {
      const assessment = await completed();
      expect(await ask(assessment, picksOf(assessment, 14, 30))).toEqual({ status: "asked" });
      expect(await plans()).toMatchObject([
        { assessmentId: assessment.id, revision: 1, askedAt: START, confirmedAt: null, textVersion: null },
      ]);
      expect((await fixes()).map(({ dueAt, doneAt }) => [dueAt, doneAt])).toEqual([
        [day(14), null],
        [day(30), null],
      ]);
      expect(await on.database.query.select().from(consents)).toEqual([]);
      expect(await mailsOf("check-in")).toEqual([]);
      await refreshStandings(on.domain, [await leadId()]);
      expect(await on.database.query.select().from(leadStandings)).toEqual([]);
      const [mail, ...more] = await letOut();
      expect(more).toEqual([]);
      const url = `https://plumb.example/check-ins/${linkToken(sign, "confirm-check-ins", await openPlan())}`;
      expect(mail?.text).toContain(`${url}\n`);
      expect(mail?.text).toContain("two dates");
      expect(mail).not.toHaveProperty("unsubscribeUrl");
      for (const later of [7, 14, 30, 400]) {
        on.now = days(later);
        expect(await letOut()).toEqual([]);
      }
    },
  );

  test("20 at once from two processes keep one plan and send one mail; what was picked last counts", async () => {
    const assessment = await completed();
    const other = { ...on.domain, database: databases.openAgain() };
    const picks = picksOf(assessment, 14, 30);
    await Promise.all(times(20).map((place) => ask(assessment, picks, ADA, place % 2 ? on.domain : other)));
    expect([await plans(), await fixes(), await mailsOf("confirm-check-ins")].map(({ length }) => length)).toEqual([
      1, 2, 1,
    ]);
    await ask(assessment, picksOf(assessment, 20));
    expect((await fixes()).map(({ dueAt }) => dueAt)).toEqual([day(20)]);
    expect(await mailsOf("confirm-check-ins")).toHaveLength(1);
  });

  once("a refused mail keeps nothing", async () => {
    const assessment = await completed();
    on.domain = { ...on.domain, mailLimits: { ...on.domain.mailLimits, mailsPerDay: 0 } };
    expect(await ask(assessment, picksOf(assessment, 14))).toMatchObject({ status: "refused", limit: "total" });
    expect([...(await plans()), ...(await on.database.query.select().from(leads))]).toEqual([]);
  });

  test("a mailbox that is asked first gets that question, and everybody the same answer", async () => {
    const assessment = await completed();
    await on.database.transaction((tx) => suppress(tx, on.domain, { address: ADA, reason: "not-you", since: on.now }));
    expect(await ask(assessment, picksOf(assessment, 14))).toEqual({ status: "asked" });
    expect(await ask(assessment, picksOf(assessment, 14))).toEqual({ status: "already" });
    expect([...(await plans()), ...(await on.database.query.select().from(leads))]).toEqual([]);
    // Whoever holds the result's link reads there what they would of any other address.
    const listed = await besideResult(on.domain, assessment);
    const other = await completed();
    await ask(other, picksOf(other, 14), "other@example.com");
    expect(listed).toEqual(await besideResult(on.domain, other));
    await letOut();
    const mails = await on.database.query.select().from(deliveries).orderBy(deliveries.kind, deliveries.state);
    expect(mails.map(({ kind, state }) => [kind, state])).toEqual([
      ["confirm-check-ins", "cancelled"],
      ["confirm-check-ins", "sent"],
      ["was-this-you", "sent"],
    ]);
  });

  test("a yes is one consent and one mail a date, whoever says it at once, and only within seven days", async () => {
    const assessment = await completed();
    await ask(assessment, picksOf(assessment, 14, 14, 30));
    await letOut();
    const id = await openPlan();
    const other = { ...on.domain, database: databases.openAgain() };
    await Promise.all(times(10).map((place) => confirmPlan(place % 2 ? on.domain : other, id)));
    const given = await on.database.query.select().from(consents);
    expect(given).toMatchObject([{ purpose: "reminder", textVersion: "c-2", withdrawnAt: null }]);
    expect((await mailsOf("check-in")).map(({ dueAt, state }) => [dueAt, state])).toEqual([
      [days(14), "pending"],
      [days(30), "pending"],
    ]);
    expect(await on.database.query.select().from(leadStandings)).toHaveLength(1);
    // A mail that lies there for its day is no delay.
    on.now = days(13);
    expect((await deliveryState(on.database, () => on.now, ["mail"])).oldestPendingSeconds).toBeNull();
  });

  once(
    "after seven days a yes is too late; what was picked for a day that has passed is asked about today",
    async () => {
      const assessment = await completed();
      await ask(assessment, picksOf(assessment, 1, 30));
      const id = await openPlan();
      on.now = days(7);
      await confirmPlan(on.domain, id);
      expect(await mailsOf("check-in")).toEqual([]);
      on.now = days(7) - MINUTE;
      await confirmPlan(on.domain, id);
      expect((await mailsOf("check-in")).map(({ dueAt }) => dueAt)).toEqual([days(7), days(30)]);
    },
  );
});
