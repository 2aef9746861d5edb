import { describe, expect, test } from "vitest";
import { results } from "#db/schema/assessments.ts";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { answerAboutFirm } from "#src/assessments/answer.ts";
import { DAY, MINUTE, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { times } from "#test/support/factories.ts";
import { assessmentsOn, E2_NUMBERS } from "#test/support/fresh/assessments.ts";

describe.each(databases())("assessments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, finish, ready, assessment } = assessmentsOn(databases);

  describe("adding sizing numbers", () => {
    once("keeps a second revision with the method's amounts, and the first as it was scored", async () => {
      const reference = await finish("diagnostic");
      const first = await assessment(reference);
      on.now += DAY;
      expect(await addSizing(on.domain, reference, E2_NUMBERS, "GBP")).toBe(2);
      const second = await assessment(reference);
      expect(second).toMatchObject({ revision: 2, sizing: E2_NUMBERS, currency: "GBP" });
      expect(second.result.money).toMatchObject({ annualNewRevenue: 475_200, recoverable: [52_000, 150_000] });
      expect(second.result.doubtfulDeals).toEqual({ listed: 47, expected: 23.7, doubtful: 17 });
      expect(second.result.layers).toEqual(first.result.layers);
      expect(await assessment(reference, 1)).toEqual(first);
    });

    once(
      "makes one revision of the same numbers sent twice, and another of other numbers or another currency",
      async () => {
        const reference = await finish("diagnostic");
        expect(await addSizing(on.domain, reference, E2_NUMBERS, "GBP")).toBe(2);
        expect(await addSizing(on.domain, reference, { ...E2_NUMBERS }, "GBP")).toBe(2);
        expect(await addSizing(on.domain, reference, { ...E2_NUMBERS, z_opps: 13 }, "GBP")).toBe(3);
        expect(await addSizing(on.domain, reference, { ...E2_NUMBERS, z_opps: 13 }, "EUR")).toBe(4);
        expect(await on.database.query.$count(results)).toBe(4);
      },
    );

    test("makes one revision of the same numbers sent 20 times at once", async () => {
      const reference = await finish("diagnostic");
      const made = await Promise.all(times(20).map(() => addSizing(on.domain, reference, E2_NUMBERS, "GBP")));
      expect(made).toEqual(times(20).map(() => 2));
      expect(await on.database.query.$count(results)).toBe(2);
    });

    test("gives each of several people who send numbers at once a revision of their own", async () => {
      const reference = await finish("diagnostic");
      const counts = times(20).map((index) => index + 1);
      const made = await Promise.all(
        counts.map((z_opps) => addSizing(on.domain, reference, { ...E2_NUMBERS, z_opps }, "GBP")),
      );
      expect(made.toSorted((a, b) => Number(a) - Number(b))).toEqual(counts.map((count) => count + 1));
      for (const [index, revision] of made.entries())
        expect((await assessment(reference, Number(revision))).sizing.z_opps).toBe(index + 1);
    });

    once("takes other numbers twenty times, and keeps the last", async () => {
      const reference = await finish("diagnostic");
      const give = (z_opps: number) => addSizing(on.domain, reference, { ...E2_NUMBERS, z_opps }, "GBP");
      for (const count of times(20)) expect(await give(count + 1)).toBe(count + 2);
      expect(await give(21)).toBe("full");
      expect(await assessment(reference)).toMatchObject({ revision: 21, sizing: { z_opps: 20 } });
      expect(await give(20)).toBe(21);
      expect(await on.database.query.$count(results)).toBe(21);
    });

    once("scores what was scored before: time on the optional questions afterwards does not undo haste", async () => {
      const reference = await finish("diagnostic", 1);
      const first = await assessment(reference);
      expect(first.result).toMatchObject({ hasty: true, confidence: "medium" });
      on.now += MINUTE;
      await answerAboutFirm(on.domain, reference, {
        item: "c_team",
        option: "5-50",
        shownAt: on.now - 50 * SECOND,
        answeredAt: on.now,
      });
      await addSizing(on.domain, reference, E2_NUMBERS, "GBP");
      expect((await assessment(reference)).result).toMatchObject({ hasty: true, confidence: "medium" });
    });

    once("does nothing for an unknown reference or an unfinished attempt", async () => {
      expect(await addSizing(on.domain, "nobody", E2_NUMBERS, "GBP")).toBeNull();
      expect(await addSizing(on.domain, await ready(), E2_NUMBERS, "GBP")).toBeNull();
      expect(await on.database.query.$count(results)).toBe(0);
    });
  });
});
