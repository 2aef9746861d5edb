import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { answers, assessments, results } from "#db/schema/assessments.ts";
import { closedAnswers, closings } from "#db/schema/blind-spots.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments } from "#db/schema/leads.ts";
import { addSizing, MOST_SIZINGS } from "#src/assessments/add-sizing.ts";
import { answerClosing } from "#src/assessments/blind-spots/answer-closing.ts";
import { closingsOf, findClosing } from "#src/assessments/blind-spots/find-closing.ts";
import { finishClosing } from "#src/assessments/blind-spots/finish-closing.ts";
import { openClosing } from "#src/assessments/blind-spots/open-closing.ts";
import { MOST_LINKS } from "#src/assessments/blind-spots/rules.ts";
import { withdrawClosing } from "#src/assessments/blind-spots/withdraw-closing.ts";
import { carriedAnswers } from "#src/assessments/carry.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { erase } from "#src/assessments/erase.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import type { Closer } from "#src/names/blind-spots.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { addLead, START } from "#test/support/delivery/outbox.ts";
import { bank, noMailbox } from "#test/support/factories.ts";
import { completeSitting } from "#test/support/sittings.ts";

/** "x" in the method's example E5, whose second layer reads "0 x 2 x x". */
const UNKNOWN_OF_E5 = 9;

const optionAt = (id: string, credit: number) => {
  const option = bank.items.find((item) => item.id === id)?.options.find((one) => one.credit === credit);
  if (!option) throw new Error(`${id} has no option with credit ${credit}.`);
  return option.id;
};

describe.each(databases())("closing blind spots, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let now: number;
  let domain: Domain;
  beforeEach(async () => {
    database = await databases.open();
    now = START;
    domain = domainOn(database, () => now);
  });
  afterAll(() => databases.dispose());

  const completed = () => completeSitting(domain, "E5");
  const again = async ({ reference }: { reference: string }) => {
    const found = await findAssessment(domain, reference);
    if (!found) throw new Error("The result is gone.");
    return found;
  };
  const inLayer = (result: Assessment, layer: string) =>
    result.result.unknowns.filter((id) => bank.items.find((item) => item.id === id)?.layer === layer);
  const ask = async ({ reference }: Assessment, items: readonly string[], by: Closer = "founder", of = domain) => {
    const opened = await openClosing(of, reference, { by, items });
    if (typeof opened === "string") throw new Error(`Nothing was asked: ${opened}.`);
    return opened.reference;
  };
  const close = async (result: Assessment, given: Record<string, string>, by: Closer = "founder", of = domain) => {
    const reference = await ask(result, Object.keys(given), by, of);
    await answerClosing(
      of,
      reference,
      Object.entries(given).map(([item, option]) => ({ item, option })),
    );
    return finishClosing(of, reference);
  };
  const mails = () => database.query.select().from(deliveries).where(eq(deliveries.kind, "colleague-answered"));

  describe("by the founder", () => {
    once("narrows the range as a new revision; the first stays as scored, and no given answer changes", async () => {
      const first = await completed();
      expect(first.result.unknowns).toHaveLength(UNKNOWN_OF_E5);
      // 2 of 20 credits are known in this layer: 10, up to 70 with full marks for three unknown items, and 10 more either way.
      expect(first.result.range.integrity).toEqual([0, 80]);
      const stored = await database.query.select().from(results);
      const given = await database.query.select().from(answers);
      const [item = ""] = inLayer(first, "integrity");
      now += DAY;
      expect(await close(first, { [item]: optionAt(item, 2) })).toEqual({ status: "finished", closed: 1 });

      const newest = await again(first);
      // Two credits more, and two fewer to hope for: 20, up to 60.
      expect(newest).toMatchObject({ revision: 2, scoredAt: now, completedAt: first.completedAt });
      expect(newest.result.layers.integrity).toBe(20);
      expect(newest.result.range.integrity).toEqual([10, 70]);
      expect(newest.result.unknowns).toEqual(first.result.unknowns.filter((id) => id !== item));
      expect(newest.closed).toEqual([{ item, option: optionAt(item, 2), by: "founder", closedAt: now }]);
      expect(await database.query.select().from(answers)).toEqual(given);
      expect((await database.query.select().from(results))[0]).toEqual(stored[0]);
      expect(await findAssessment(domain, first.reference, 1)).toEqual({ ...first, closed: [] });
    });

    once("does not touch an answer that was given, nor one that was closed before", async () => {
      const first = await completed();
      const [item = ""] = first.result.unknowns;
      const known = Object.keys(first.scored).find((id) => !first.result.unknowns.includes(id)) ?? "";
      expect(await openClosing(domain, first.reference, { by: "founder", items: [known] })).toBe("none");
      const both = await ask(first, [item, known]);
      await answerClosing(domain, both, [
        { item, option: optionAt(item, 2) },
        { item: known, option: "a" },
      ]);
      expect(await finishClosing(domain, both)).toEqual({ status: "finished", closed: 1 });
      expect((await again(first)).scored[known]).toBe(first.scored[known]);
      expect(await openClosing(domain, first.reference, { by: "founder", items: [item] })).toBe("none");
      expect(await answerClosing(domain, both, [{ item, option: optionAt(item, 4) }])).toBeNull();
      expect((await again(first)).scored[item]).toBe(optionAt(item, 2));
    });

    once("leaves “Not sure” open and makes no revision of nothing but that", async () => {
      const first = await completed();
      const [one = "", other = ""] = first.result.unknowns;
      expect(await close(first, { [one]: "dk" })).toEqual({ status: "finished", closed: 0 });
      expect((await again(first)).revision).toBe(1);
      expect(await close(first, { [one]: "dk", [other]: optionAt(other, 2) })).toEqual({
        status: "finished",
        closed: 1,
      });
      const newest = await again(first);
      expect(newest.revision).toBe(2);
      expect(newest.result.unknowns).toContain(one);
    });

    once("keeps answers until the last is given, also where others are asked in the meantime", async () => {
      const first = await completed();
      const [one = "", two = "", three = ""] = first.result.unknowns;
      const reference = await ask(first, [one, two]);
      await answerClosing(domain, reference, [{ item: one, option: optionAt(one, 2) }]);
      expect(await finishClosing(domain, reference)).toEqual({ status: "open" });
      expect(await ask(first, [one, three])).toBe(reference);
      expect(await findClosing(domain, reference)).toMatchObject({
        items: [one, three],
        answers: { [one]: optionAt(one, 2) },
      });
      expect(await database.query.$count(closings)).toBe(1);
    });

    once("ends thirty days after completion", async () => {
      const first = await completed();
      const [item = ""] = first.result.unknowns;
      const reference = await ask(first, [item]);
      now = first.completedAt + 30 * DAY;
      expect(await answerClosing(domain, reference, [{ item, option: optionAt(item, 2) }])).not.toBeNull();
      now += 1;
      expect(await answerClosing(domain, reference, [{ item, option: optionAt(item, 4) }])).toBeNull();
      expect(await finishClosing(domain, reference)).toEqual({ status: "shut" });
      expect(await openClosing(domain, first.reference, { by: "founder", items: [item] })).toBe("late");
      expect(await openClosing(domain, first.reference, { by: "colleague", items: [item] })).toBe("late");
    });

    once("carries the newest numbers, and stands outside the cap on them", async () => {
      const first = await completed();
      for (let win = 1; win <= MOST_SIZINGS; win += 1)
        expect(await addSizing(domain, first.reference, { z_win: win }, "GBP")).toBe(win + 1);
      const [item = "", other = ""] = first.result.unknowns;
      await close(first, { [item]: optionAt(item, 2) });
      expect(await again(first)).toMatchObject({ revision: MOST_SIZINGS + 2, sizing: { z_win: MOST_SIZINGS } });
      expect(await addSizing(domain, first.reference, { z_win: 50 }, "GBP")).toBe("full");
      await close(first, { [other]: optionAt(other, 2) });
      expect(await again(first)).toMatchObject({ revision: MOST_SIZINGS + 3 });
    });

    once("and numbers that come after count the closed answers", async () => {
      const first = await completed();
      const [item = ""] = inLayer(first, "integrity");
      await close(first, { [item]: optionAt(item, 2) });
      await addSizing(domain, first.reference, { z_win: 20 }, "GBP");
      const newest = await again(first);
      expect(newest).toMatchObject({ revision: 3, sizing: { z_win: 20 } });
      expect(newest.result.range.integrity).toEqual([10, 70]);
    });

    once("keeps the haste of the first sitting", async () => {
      const first = await completed();
      expect(first.result.hasty).toBe(true);
      const [item = ""] = first.result.unknowns;
      now += DAY;
      await close(first, { [item]: optionAt(item, 2) });
      expect((await again(first)).result.hasty).toBe(true);
    });

    test("goes along into the Diagnostic that begins from a Snapshot", async () => {
      const first = await completeSitting(domain, "E1");
      const [item = ""] = first.result.unknowns;
      await close(first, { [item]: optionAt(item, 2) });
      const carried = await carriedAnswers(domain, first.reference, "diagnostic", now);
      expect(carried.find((one) => one.item === item)?.option).toBe(optionAt(item, 2));
    });
  });

  describe("by a colleague", () => {
    once("works once, leads to no result, and ends after fourteen days", async () => {
      const first = await completed();
      const [item = "", other = ""] = first.result.unknowns;
      const link = await ask(first, [item], "colleague");
      expect(link).toMatch(/^[\w-]{22,}$/);
      expect(await findAssessment(domain, link)).toBeNull();
      await answerClosing(domain, link, [{ item, option: optionAt(item, 2) }]);
      expect(await finishClosing(domain, link)).toEqual({ status: "finished", closed: 1 });
      expect(await finishClosing(domain, link)).toEqual({ status: "shut" });
      expect((await again(first)).closed).toMatchObject([{ item, by: "colleague" }]);

      const late = await ask(first, [other], "colleague");
      now += 14 * DAY + 1;
      expect(await findClosing(domain, late)).toMatchObject({ state: "late" });
      expect(await answerClosing(domain, late, [{ item: other, option: optionAt(other, 2) }])).toBeNull();
    });

    once("ends with the thirty days where those come first", async () => {
      const first = await completed();
      now += 20 * DAY;
      await ask(first, [first.result.unknowns[0] ?? ""], "colleague");
      expect(await closingsOf(domain, first.id)).toMatchObject([{ endsAt: first.completedAt + 30 * DAY }]);
    });

    test("ends when it is withdrawn, by nobody but whoever has the result", async () => {
      const [first, stranger] = [await completed(), await completed()];
      const [item = ""] = first.result.unknowns;
      const link = await ask(first, [item], "colleague");
      await answerClosing(domain, link, [{ item, option: optionAt(item, 2) }]);
      await withdrawClosing(domain, stranger.reference, link);
      expect(await findClosing(domain, link)).toMatchObject({ state: "open" });
      await withdrawClosing(domain, first.reference, link);
      expect(await findClosing(domain, link)).toMatchObject({ state: "withdrawn", answers: {} });
      expect(await finishClosing(domain, link)).toEqual({ status: "shut" });
      expect((await again(first)).revision).toBe(1);
    });

    test("who comes second changes nothing that has come in", async () => {
      const first = await completed();
      const [item = "", other = ""] = first.result.unknowns;
      const link = await ask(first, [item, other], "colleague");
      await close(first, { [item]: optionAt(item, 2) });
      await answerClosing(domain, link, [
        { item, option: optionAt(item, 4) },
        { item: other, option: optionAt(other, 4) },
      ]);
      expect(await finishClosing(domain, link)).toEqual({ status: "finished", closed: 1 });
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
        await withdrawClosing(domain, first.reference, link);
      }
      expect(links.size).toBe(MOST_LINKS);
      expect(await openClosing(domain, first.reference, { by: "colleague", items: [item] })).toBe("full");
    });

    once("tells the first mailbox that was proved, once, and nobody where none was", async () => {
      const first = await completed();
      const [item = "", other = ""] = first.result.unknowns;
      await close(first, { [item]: "dk" }, "colleague");
      expect(await mails()).toEqual([]);
      await addLead(database, "typed@example.com", first.id);
      const proved = await addLead(database, "ada@example.com", first.id);
      await database.query.update(attachments).set({ claimedAt: now }).where(eq(attachments.leadId, proved));
      await close(first, { [item]: optionAt(item, 2) }, "colleague");
      expect(await mails()).toMatchObject([{ leadId: proved, assessmentId: first.id, revision: 2, state: "pending" }]);
      await close(first, { [other]: optionAt(other, 2) });
      expect(await mails()).toHaveLength(1);
    });
  });

  test("twelve last answers at once, from two processes, make one revision", async () => {
    const first = await completed();
    const [item = ""] = first.result.unknowns;
    const other = { ...domain, database: databases.openAgain() };
    const link = await ask(first, [item], "colleague");
    await answerClosing(domain, link, [{ item, option: optionAt(item, 2) }]);
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, place) => finishClosing(place % 2 ? domain : other, link)),
    );
    expect(all.filter(({ status }) => status === "finished")).toHaveLength(1);
    expect(await database.query.$count(results)).toBe(2);
    expect(await database.query.$count(closedAnswers)).toBe(1);
  });

  test("two colleagues at once on the same item and another each: every answer is there once", async () => {
    const first = await completed();
    const [one = "", two = "", three = ""] = first.result.unknowns;
    const other = { ...domain, database: databases.openAgain() };
    await Promise.all([
      close(first, { [one]: optionAt(one, 2), [two]: optionAt(two, 2) }, "colleague"),
      close(first, { [one]: optionAt(one, 4), [three]: optionAt(three, 4) }, "colleague", other),
    ]);
    const newest = await again(first);
    expect(newest.closed.map(({ item }) => item).toSorted()).toEqual([one, two, three].toSorted());
    expect(newest.scored).toMatchObject({ [two]: optionAt(two, 2), [three]: optionAt(three, 4) });
    expect(newest.revision).toBe(3);
  });

  test("everything goes with the result", async () => {
    const first = await completed();
    const [item = "", other = ""] = first.result.unknowns;
    await close(first, { [item]: optionAt(item, 2) });
    await ask(first, [other], "colleague");
    expect(await erase({ ...domain, ...noMailbox }, first.reference)).toBe(true);
    for (const table of [assessments, results, closings, closedAnswers])
      expect(await database.query.$count(table)).toBe(0);
  });
});
