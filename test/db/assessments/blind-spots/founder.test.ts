import { describe, expect, test } from "vitest";
import { answers, assessments, results } from "#db/schema/assessments.ts";
import { closedAnswers, closings } from "#db/schema/blind-spots.ts";
import { addSizing, MOST_SIZINGS } from "#src/assessments/add-sizing.ts";
import { answerClosing } from "#src/assessments/blind-spots/answer-closing.ts";
import { findClosing } from "#src/assessments/blind-spots/find-closing.ts";
import { finishClosing } from "#src/assessments/blind-spots/finish-closing.ts";
import { openClosing } from "#src/assessments/blind-spots/open-closing.ts";
import { carriedAnswers } from "#src/assessments/carry.ts";
import { erase } from "#src/assessments/erase.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { DAY, HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { bank } from "#test/support/factories.ts";
import { blindSpotsOn, optionAt } from "#test/support/fresh/blind-spots.ts";
import { completeSitting } from "#test/support/sittings.ts";

/** "x" in the method's example E5, whose second layer reads "0 x 2 x x". */
const UNKNOWN_OF_E5 = 9;

describe.each(databases())("blind spots that the founder closes, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, completed, again, ask, close } = blindSpotsOn(databases);

  const inLayer = (result: Assessment, layer: string) =>
    result.result.unknowns.filter((id) => bank.items.find((item) => item.id === id)?.layer === layer);

  once("narrows the range as a new revision; the first stays as scored, and no given answer changes", async () => {
    const first = await completed();
    expect(first.result.unknowns).toHaveLength(UNKNOWN_OF_E5);
    // 2 of 20 credits are known in this layer: 10, up to 70 with full marks for three unknown items, and 10 more either way.
    expect(first.result.range.integrity).toEqual([0, 80]);
    const stored = await on.database.query.select().from(results);
    const given = await on.database.query.select().from(answers);
    const [item = ""] = inLayer(first, "integrity");
    on.now += DAY;
    expect(await close(first, { [item]: optionAt(item, 2) })).toEqual({ status: "finished", closed: 1 });

    const newest = await again(first);
    // Two credits more, and two fewer to hope for: 20, up to 60.
    expect(newest).toMatchObject({ revision: 2, scoredAt: on.now, completedAt: first.completedAt });
    expect(newest.result.layers.integrity).toBe(20);
    expect(newest.result.range.integrity).toEqual([10, 70]);
    expect(newest.result.unknowns).toEqual(first.result.unknowns.filter((id) => id !== item));
    expect(newest.closed).toEqual([{ item, option: optionAt(item, 2), by: "founder", closedAt: on.now }]);
    expect(await on.database.query.select().from(answers)).toEqual(given);
    expect((await on.database.query.select().from(results))[0]).toEqual(stored[0]);
    expect(await findAssessment(on.domain, first.reference, 1)).toEqual({ ...first, closed: [] });
  });

  once("does not touch an answer that was given, nor one that was closed before", async () => {
    const first = await completed();
    const [item = ""] = first.result.unknowns;
    const known = Object.keys(first.scored).find((id) => !first.result.unknowns.includes(id)) ?? "";
    expect(await openClosing(on.domain, first.reference, { by: "founder", items: [known] })).toBe("none");
    const both = await ask(first, [item, known]);
    await answerClosing(on.domain, both, [
      { item, option: optionAt(item, 2) },
      { item: known, option: "a" },
    ]);
    expect(await finishClosing(on.domain, both)).toEqual({ status: "finished", closed: 1 });
    expect((await again(first)).scored[known]).toBe(first.scored[known]);
    expect(await openClosing(on.domain, first.reference, { by: "founder", items: [item] })).toBe("none");
    expect(await answerClosing(on.domain, both, [{ item, option: optionAt(item, 4) }])).toBeNull();
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
    await answerClosing(on.domain, reference, [{ item: one, option: optionAt(one, 2) }]);
    expect(await finishClosing(on.domain, reference)).toEqual({ status: "open" });
    expect(await ask(first, [one, three])).toBe(reference);
    expect(await findClosing(on.domain, reference)).toMatchObject({
      items: [one, three],
      answers: { [one]: optionAt(one, 2) },
    });
    expect(await on.database.query.$count(closings)).toBe(1);
  });

  once("keeps the later answer to an item, whichever arrives first, and names those that it leaves", async () => {
    const first = await completed();
    const [one = "", two = ""] = first.result.unknowns;
    const reference = await ask(first, [one, two]);
    const answer = (item: string, credit: number, answeredAt?: number) =>
      answerClosing(on.domain, reference, [{ item, option: optionAt(item, credit), answeredAt }]);
    const standing = { [one]: optionAt(one, 3) };
    const [earlier, later] = [on.now + 1_000, on.now + 2_000];
    on.now += DAY;
    expect(await answer(one, 3, later)).toEqual({ answers: standing, ignored: [] });
    // From a tab whose connection was lost in between.
    expect(await answer(one, 1, earlier)).toEqual({ answers: standing, ignored: [one] });
    expect(await answer(one, 3, later)).toEqual({ answers: standing, ignored: [] });
    // A clock that is fast by an hour keeps nobody else from answering now.
    await answer(two, 1, on.now + HOUR);
    expect(await answer(two, 2)).toMatchObject({ answers: { [two]: optionAt(two, 2) }, ignored: [] });
    // Kept by an older version of the product, which kept no times.
    await on.database.query.update(closings).set({ answeredAt: {} });
    expect(await answer(one, 1, earlier)).toMatchObject({ answers: { [one]: optionAt(one, 1) }, ignored: [] });
  });

  once("ends thirty days after completion", async () => {
    const first = await completed();
    const [item = ""] = first.result.unknowns;
    const reference = await ask(first, [item]);
    on.now = first.completedAt + 30 * DAY;
    expect(await answerClosing(on.domain, reference, [{ item, option: optionAt(item, 2) }])).not.toBeNull();
    on.now += 1;
    expect(await answerClosing(on.domain, reference, [{ item, option: optionAt(item, 4) }])).toBeNull();
    expect(await finishClosing(on.domain, reference)).toEqual({ status: "shut" });
    expect(await openClosing(on.domain, first.reference, { by: "founder", items: [item] })).toBe("late");
    expect(await openClosing(on.domain, first.reference, { by: "colleague", items: [item] })).toBe("late");
  });

  once("carries the newest numbers, and stands outside the cap on them", async () => {
    const first = await completed();
    for (let win = 1; win <= MOST_SIZINGS; win += 1)
      expect(await addSizing(on.domain, first.reference, { z_win: win }, "GBP")).toBe(win + 1);
    const [item = "", other = ""] = first.result.unknowns;
    await close(first, { [item]: optionAt(item, 2) });
    expect(await again(first)).toMatchObject({ revision: MOST_SIZINGS + 2, sizing: { z_win: MOST_SIZINGS } });
    expect(await addSizing(on.domain, first.reference, { z_win: 50 }, "GBP")).toBe("full");
    await close(first, { [other]: optionAt(other, 2) });
    expect(await again(first)).toMatchObject({ revision: MOST_SIZINGS + 3 });
  });

  once("and numbers that come after count the closed answers", async () => {
    const first = await completed();
    const [item = ""] = inLayer(first, "integrity");
    await close(first, { [item]: optionAt(item, 2) });
    await addSizing(on.domain, first.reference, { z_win: 20 }, "GBP");
    const newest = await again(first);
    expect(newest).toMatchObject({ revision: 3, sizing: { z_win: 20 } });
    expect(newest.result.range.integrity).toEqual([10, 70]);
  });

  once("keeps the haste of the first sitting", async () => {
    const first = await completed();
    expect(first.result.hasty).toBe(true);
    const [item = ""] = first.result.unknowns;
    on.now += DAY;
    await close(first, { [item]: optionAt(item, 2) });
    expect((await again(first)).result.hasty).toBe(true);
  });

  test("goes along into the Diagnostic that begins from a Snapshot", async () => {
    const first = await completeSitting(on.domain, "E1");
    const [item = ""] = first.result.unknowns;
    await close(first, { [item]: optionAt(item, 2) });
    const carried = await carriedAnswers(on.domain, first.reference, "diagnostic", on.now);
    expect(carried.find((one) => one.item === item)?.option).toBe(optionAt(item, 2));
  });

  test("everything goes with the result", async () => {
    const first = await completed();
    const [item = "", other = ""] = first.result.unknowns;
    await close(first, { [item]: optionAt(item, 2) });
    await ask(first, [other], "colleague");
    expect(await erase(on.domain, first.reference)).toBe(true);
    for (const table of [assessments, results, closings, closedAnswers])
      expect(await on.database.query.$count(table)).toBe(0);
  });
});
