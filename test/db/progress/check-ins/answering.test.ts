import { describe, expect, test } from "vitest";
import { findAssessment } from "#src/assessments/find.ts";
import { answerCheckIn } from "#src/progress/check-ins/answer-check-in.ts";
import { readOwnFixes } from "#src/progress/check-ins/done-fixes.ts";
import { whyNotChecked } from "#src/progress/check-ins/why-not-checked.ts";
import { sinceLast } from "#src/progress/page/since-last.ts";
import { linkToken } from "#src/tokens.ts";
import { databases } from "#test/support/database/databases.ts";
import { fullScans, recorded } from "#test/support/database/plans.ts";
import { fakeChannel } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { checkInsOn } from "#test/support/fresh/check-ins.ts";
import { day, days, sign } from "#test/support/fresh/leads.ts";

describe.each(databases())("a check-in, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, claim, loop, letOut, completed, fixes, mailsOf, leadId, openPlan, fixOf, confirmed } =
    checkInsOn(databases);

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
      for (const { id } of [first, again]) await claim(lead, id);
      const since = await sinceLast(on.domain, again, { leadId: lead });
      expect(since?.done).toMatchObject({ heading: "You called one fix done in between" });
      expect(since?.done?.lines).toHaveLength(1);
      expect(since?.clear).toBe(false);
      expect((await sinceLast(on.domain, again, null))?.done ?? null).toBeNull();
    });
  });

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
