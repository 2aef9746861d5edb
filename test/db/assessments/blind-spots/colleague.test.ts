import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { results } from "#db/schema/assessments.ts";
import { closedAnswers } from "#db/schema/blind-spots.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments } from "#db/schema/leads.ts";
import { answerClosing } from "#src/assessments/blind-spots/answer-closing.ts";
import { closingsOf, findClosing } from "#src/assessments/blind-spots/find-closing.ts";
import { finishClosing } from "#src/assessments/blind-spots/finish-closing.ts";
import { openClosing } from "#src/assessments/blind-spots/open-closing.ts";
import { MOST_LINKS } from "#src/assessments/blind-spots/rules.ts";
import { withdrawClosing } from "#src/assessments/blind-spots/withdraw-closing.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addLead } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { blindSpotsOn, optionAt } from "#test/support/fresh/blind-spots.ts";

describe.each(databases())("blind spots that a colleague closes, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, completed, again, ask, close } = blindSpotsOn(databases);

  const mails = () => on.database.query.select().from(deliveries).where(eq(deliveries.kind, "colleague-answered"));

  once("works once, leads to no result, and ends after fourteen days", async () => {
    const first = await completed();
    const [item = "", other = ""] = first.result.unknowns;
    const link = await ask(first, [item], "colleague");
    expect(link).toMatch(/^[\w-]{22,}$/);
    expect(await findAssessment(on.domain, link)).toBeNull();
    await answerClosing(on.domain, link, [{ item, option: optionAt(item, 2) }]);
    expect(await finishClosing(on.domain, link)).toEqual({ status: "finished", closed: 1 });
    expect(await finishClosing(on.domain, link)).toEqual({ status: "shut" });
    expect((await again(first)).closed).toMatchObject([{ item, by: "colleague" }]);

    const late = await ask(first, [other], "colleague");
    on.now += 14 * DAY + 1;
    expect(await findClosing(on.domain, late)).toMatchObject({ state: "late" });
    expect(await answerClosing(on.domain, late, [{ item: other, option: optionAt(other, 2) }])).toBeNull();
  });

  once("ends with the thirty days where those come first", async () => {
    const first = await completed();
    on.now += 20 * DAY;
    await ask(first, [first.result.unknowns[0] ?? ""], "colleague");
    expect(await closingsOf(on.domain, first.id)).toMatchObject([{ endsAt: first.completedAt + 30 * DAY }]);
  });

  test("ends when it is withdrawn, by nobody but whoever has the result", async () => {
    const [first, stranger] = [await completed(), await completed()];
    const [item = ""] = first.result.unknowns;
    const link = await ask(first, [item], "colleague");
    await answerClosing(on.domain, link, [{ item, option: optionAt(item, 2) }]);
    await withdrawClosing(on.domain, stranger.reference, link);
    expect(await findClosing(on.domain, link)).toMatchObject({ state: "open" });
    await withdrawClosing(on.domain, first.reference, link);
    expect(await findClosing(on.domain, link)).toMatchObject({ state: "withdrawn", answers: {} });
    expect(await finishClosing(on.domain, link)).toEqual({ status: "shut" });
    expect((await again(first)).revision).toBe(1);
  });

  test("who comes second changes nothing that has come in", async () => {
    const first = await completed();
    const [item = "", other = ""] = first.result.unknowns;
    const link = await ask(first, [item, other], "colleague");
    await close(first, { [item]: optionAt(item, 2) });
    await answerClosing(on.domain, link, [
      { item, option: optionAt(item, 4) },
      { item: other, option: optionAt(other, 4) },
    ]);
    expect(await finishClosing(on.domain, link)).toEqual({ status: "finished", closed: 1 });
    expect((await again(first)).scored).toMatchObject({ [item]: optionAt(item, 2), [other]: optionAt(other, 4) });
  });

  once("is given out again while nobody has begun, and a result makes no more than its number", async () => {
    const first = await completed();
    const [item = ""] = first.result.unknowns;
    const links = new Set<string>();
    for (let made = 0; made < MOST_LINKS; made += 1) {
      const link = await ask(first, [item], "colleague");
      expect(await ask(first, [item], "colleague")).toBe(link);
      links.add(link);
      await withdrawClosing(on.domain, first.reference, link);
    }
    expect(links.size).toBe(MOST_LINKS);
    expect(await openClosing(on.domain, first.reference, { by: "colleague", items: [item] })).toBe("full");
  });

  once("tells the first mailbox that was proved, once, and nobody where none was", async () => {
    const first = await completed();
    const [item = "", other = ""] = first.result.unknowns;
    await close(first, { [item]: "dk" }, "colleague");
    expect(await mails()).toEqual([]);
    await addLead(on.database, "typed@example.com", first.id);
    const proved = await addLead(on.database, "ada@example.com", first.id);
    await on.database.query.update(attachments).set({ claimedAt: on.now }).where(eq(attachments.leadId, proved));
    await close(first, { [item]: optionAt(item, 2) }, "colleague");
    expect(await mails()).toMatchObject([{ leadId: proved, assessmentId: first.id, revision: 2, state: "pending" }]);
    await close(first, { [other]: optionAt(other, 2) });
    expect(await mails()).toHaveLength(1);
  });

  test("twelve last answers at once, from two processes, make one revision", async () => {
    const first = await completed();
    const [item = ""] = first.result.unknowns;
    const other = { ...on.domain, database: databases.openAgain() };
    const link = await ask(first, [item], "colleague");
    await answerClosing(on.domain, link, [{ item, option: optionAt(item, 2) }]);
    const all = await Promise.all(times(12).map((place) => finishClosing(place % 2 ? on.domain : other, link)));
    expect(all.filter(({ status }) => status === "finished")).toHaveLength(1);
    expect(await on.database.query.$count(results)).toBe(2);
    expect(await on.database.query.$count(closedAnswers)).toBe(1);
  });

  test("two colleagues at once on the same item and another each: every answer is there once", async () => {
    const first = await completed();
    const [one = "", two = "", three = ""] = first.result.unknowns;
    const other = { ...on.domain, database: databases.openAgain() };
    await Promise.all([
      close(first, { [one]: optionAt(one, 2), [two]: optionAt(two, 2) }, "colleague"),
      close(first, { [one]: optionAt(one, 4), [three]: optionAt(three, 4) }, "colleague", other),
    ]);
    const newest = await again(first);
    expect(newest.closed.map(({ item }) => item).toSorted()).toEqual([one, two, three].toSorted());
    expect(newest.scored).toMatchObject({ [two]: optionAt(two, 2), [three]: optionAt(three, 4) });
    expect(newest.revision).toBe(3);
  });
});
