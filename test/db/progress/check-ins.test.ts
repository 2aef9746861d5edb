import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { checkIns, fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, consents, leadStandings, leads } from "#db/schema/leads.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { deliveryState } from "#src/delivery/state.ts";
import { detach } from "#src/leads/erasing/detach.ts";
import { withdrawConsent } from "#src/leads/erasing/withdraw-consent.ts";
import { refreshStandings } from "#src/leads/standing/refresh.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import { suppress, unsuppress } from "#src/outbox/suppression.ts";
import { besideResult } from "#src/progress/beside-result.ts";
import { answerCheckIn } from "#src/progress/check-ins/answer-check-in.ts";
import { askForCheckIns } from "#src/progress/check-ins/ask-for-check-ins.ts";
import { confirmPlan } from "#src/progress/check-ins/confirm-plan.ts";
import { currentPick } from "#src/progress/check-ins/current-pick.ts";
import { readOwnFixes } from "#src/progress/check-ins/done-fixes.ts";
import type { PickedDay } from "#src/progress/check-ins/rules.ts";
import { whyNotChecked } from "#src/progress/check-ins/why-not-checked.ts";
import { confirmReminder } from "#src/progress/commitments/confirm-reminder.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { stopReminder } from "#src/progress/commitments/stop-reminder.ts";
import { sinceLast } from "#src/progress/page/since-last.ts";
import { stopAsking } from "#src/progress/reminders/stop-asking.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { ADA, leadsOn, sign } from "#test/support/database/leads.ts";
import { fullScans, recorded } from "#test/support/database/plans.ts";
import { fakeChannel, START } from "#test/support/delivery/outbox.ts";
import { clientOf, times } from "#test/support/factories.ts";

/** START is nine in the morning, when mails with a date go out: the same time of another day, and the start of it. */
const days = (count: number) => START + count * DAY;
const day = (count: number) => days(count) - 9 * HOUR;

describe.each(databases())("check-ins, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, loop, letOut, completed } = leadsOn(databases);
  /** What the report of an assessment puts first, with these days. */
  const picksOf = ({ result }: Assessment, ...after: number[]): PickedDay[] =>
    after.map((count, place) => ({ item: result.fixes[place]?.item ?? "", dueAt: day(count) }));
  const ask = (assessment: Assessment, picks: PickedDay[], address = ADA, place = on.domain) =>
    askForCheckIns(place, { assessment, picks, address, clientHash: clientOf("client") });
  const plans = () => on.database.query.select().from(fixPlans);
  const fixes = () => on.database.query.select().from(pickedFixes).orderBy(pickedFixes.dueAt, pickedFixes.item);
  const mailsOf = (kind: "check-in" | "confirm-check-ins") =>
    on.database.query.select().from(deliveries).where(eq(deliveries.kind, kind)).orderBy(deliveries.dueAt);
  const leadId = async () => (await on.database.query.select().from(leads))[0]?.id ?? "";
  const openPlan = async () => (await plans()).find(({ stoppedAt }) => stoppedAt === null)?.id ?? "";
  const fixOf = async (item = "") => (await fixes()).find((one) => one.item === item)?.id ?? "";
  const confirmed = async (...after: number[]) => {
    const assessment = await completed();
    await ask(assessment, picksOf(assessment, ...after));
    await letOut();
    await confirmPlan(on.domain, await openPlan());
    return assessment;
  };

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

  test("on a date one mail asks about all fixes of it, in the words of the report, once from two processes", async () => {
    const { result } = await confirmed(14, 14, 30);
    on.now = days(14);
    const channels = [fakeChannel(), fakeChannel()] as const;
    const other = databases.openAgain();
    await Promise.all([loop(channels[0]).runOnce(), loop(channels[1], other).runOnce()]);
    const sent = channels.flatMap(({ sent: those }) => those.map(({ message }) => message));
    expect(sent).toHaveLength(1);
    const [mail] = sent;
    for (const { item } of result.fixes.slice(0, 2))
      for (const answer of ["done", "later"])
        expect(mail?.text).toContain(`/check-ins/${linkToken(sign, "check-in", await fixOf(item))}/${answer}\n`);
    expect(mail?.text).not.toContain(linkToken(sign, "check-in", await fixOf(result.fixes[2]?.item)));
    expect(mail?.unsubscribeUrl).toBe(
      `https://plumb.example/check-ins/${linkToken(sign, "stop-check-ins", await openPlan())}/stop`,
    );
    for (const later of [15, 29]) {
      on.now = days(later);
      expect(await letOut()).toEqual([]);
    }
    on.now = days(30);
    expect(await letOut()).toHaveLength(1);
    on.now = days(400);
    expect(await letOut()).toEqual([]);
  });

  describe("an answer", () => {
    test("not yet: asked again in two weeks, once, together with what is due then", async () => {
      const { result } = await confirmed(14, 28);
      on.now = days(14);
      await letOut();
      const id = await fixOf(result.fixes[0]?.item);
      await Promise.all(times(5).map(() => answerCheckIn(on.domain, id, "later")));
      expect((await fixes()).map(({ dueAt }) => dueAt)).toEqual([day(28), day(28)]);
      expect(await mailsOf("check-in")).toHaveLength(2);
      on.now = days(27);
      await answerCheckIn(on.domain, id, "later");
      on.now = days(28);
      const [mail, ...more] = await letOut();
      expect(more).toEqual([]);
      expect(mail?.text.match(/\/done\n/g)).toHaveLength(2);
    });

    once("done: kept with its day, asked about no more; not done after all: asked again", async () => {
      const { result } = await confirmed(14);
      on.now = days(14);
      await letOut();
      const id = await fixOf(result.fixes[0]?.item);
      await answerCheckIn(on.domain, id, "done");
      on.now = days(15);
      await answerCheckIn(on.domain, id, "done");
      expect(await fixes()).toMatchObject([{ doneAt: days(14) }]);
      const own = await readOwnFixes(on.domain, await leadId());
      expect(own).toMatchObject({ open: [], done: [{ doneAt: days(14) }] });
      await answerCheckIn(on.domain, id, "later");
      expect(await fixes()).toMatchObject([{ doneAt: null, dueAt: day(29) }]);
      // Called done before its date, the mail of that date has nothing to ask.
      await answerCheckIn(on.domain, id, "done");
      on.now = days(29);
      expect(await letOut()).toEqual([]);
      expect((await mailsOf("check-in")).at(-1)).toMatchObject({
        state: "cancelled",
        reason: "nothing is left to ask about on this date",
      });
    });

    once("moves no score, and stands above the answers that moved where its mailbox reads a retake", async () => {
      const first = await confirmed(14);
      on.now = days(14);
      await answerCheckIn(on.domain, await fixOf(first.result.fixes[0]?.item), "done");
      expect((await findAssessment(on.domain, first.reference))?.result).toEqual(first.result);
      on.now = days(90);
      const again = await completed("E2");
      const lead = await leadId();
      for (const { id } of [first, again])
        await on.database.query
          .insert(attachments)
          .values({ leadId: lead, assessmentId: id, attachedAt: on.now, claimedAt: on.now })
          .onConflictDoUpdate({ target: [attachments.leadId, attachments.assessmentId], set: { claimedAt: on.now } });
      const since = await sinceLast(on.domain, again, { leadId: lead });
      expect(since?.done).toMatchObject({ heading: "You called one fix done in between" });
      expect(since?.done?.lines).toHaveLength(1);
      expect(since?.clear).toBe(false);
      expect((await sinceLast(on.domain, again, null))?.done ?? null).toBeNull();
    });
  });

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
  const openPlanAt = async (assessmentId: number) =>
    (await plans()).find((plan) => plan.assessmentId === assessmentId)?.id ?? "";

  once("reads no table from end to end", async () => {
    await confirmed(14);
    const [mail] = await mailsOf("check-in");
    const lead = await leadId();
    const { database: watched, statements, planOf } = recorded(on.database);
    expect((await readOwnFixes({ ...on.domain, database: watched }, lead)).open).toHaveLength(1);
    expect(await whyNotChecked(watched.query, mail?.checkInId ?? null)).toBeNull();
    expect(statements.size).toBeGreaterThan(3);
    for (const sql of statements.keys()) expect(fullScans(sql, await planOf(sql)), sql).toEqual([]);
  });
});
