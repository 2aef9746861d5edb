import { describe, expect, test } from "vitest";
import { answers as answersTable } from "#db/schema/assessments.ts";
import { answer, answerAboutFirm } from "#src/assessments/answer.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { EXAMPLES } from "#test/support/factories.ts";
import { assessmentsOn } from "#test/support/fresh/assessments.ts";

describe.each(databases())("assessments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, begin, finish, answerRow, attempt, assessment } = assessmentsOn(databases);

  describe("answering", () => {
    const give = (reference: string, option: string, shownAt: number, answeredAt: number, item = "V1") =>
      answer(on.domain, reference, [{ item, option, shownAt, answeredAt }]);

    once("keeps what was given, scored items apart from context", async () => {
      const reference = await begin();
      on.now += MINUTE;
      await give(reference, "b", START, START + 4 * SECOND);
      await give(reference, "crm", START, START + 2 * SECOND, "c_tool");
      const found = await attempt(reference);
      expect(found.answers).toEqual({ V1: "b", c_tool: "crm" });
      expect(found.scored).toEqual({ V1: "b" });
      expect(found.context).toEqual({ c_tool: "crm" });
      expect(found.onPage).toBe(6 * SECOND);
    });

    test("lets the answer that was given later win, whichever arrives last", async () => {
      const reference = await begin();
      on.now += MINUTE;
      await give(reference, "c", START + 20 * SECOND, START + 30 * SECOND);
      await give(reference, "a", START, START + 10 * SECOND);
      expect((await attempt(reference)).scored.V1).toBe("c");
      await give(reference, "d", START + 40 * SECOND, START + 50 * SECOND);
      expect((await attempt(reference)).scored.V1).toBe("d");
    });

    once("pulls times into the sitting: nothing is shown before the start or answered in the future", async () => {
      const reference = await begin();
      on.now += 10 * SECOND;
      await give(reference, "a", 0, on.now + HOUR, "V1");
      await give(reference, "a", on.now + HOUR, START - DAY, "R1");
      await give(reference, "a", -1, -2, "P2");
      expect(await answerRow(reference, "V1")).toMatchObject({
        firstShownAt: START,
        answeredAt: on.now,
        onPage: 10_000,
      });
      expect(await answerRow(reference, "R1")).toMatchObject({ firstShownAt: START, answeredAt: START, onPage: 0 });
      expect(await answerRow(reference, "P2")).toMatchObject({ firstShownAt: START, answeredAt: START, onPage: 0 });
    });

    once("takes a time that is no time as now, for a form field may say anything", async () => {
      const reference = await begin();
      on.now += 10 * SECOND;
      await give(reference, "a", Number.POSITIVE_INFINITY, on.now);
      expect(await answerRow(reference, "V1")).toMatchObject({ option: "a", firstShownAt: on.now, onPage: 0 });
    });

    once("keeps when a question was first shown and adds up the visits to its page", async () => {
      const reference = await begin();
      on.now += HOUR;
      await give(reference, "a", START + 1 * SECOND, START + 5 * SECOND);
      await give(reference, "b", START + 60 * SECOND, START + 66 * SECOND);
      expect(await answerRow(reference, "V1")).toMatchObject({
        option: "b",
        firstShownAt: START + SECOND,
        answeredAt: START + 66 * SECOND,
        onPage: 10 * SECOND,
      });
    });

    test("counts a visit once when the same answer is sent twice", async () => {
      const reference = await begin();
      on.now += HOUR;
      const first = { item: "V1", option: "a", shownAt: START, answeredAt: START + 4 * SECOND };
      const second = { item: "V1", option: "b", shownAt: START + 60 * SECOND, answeredAt: START + 66 * SECOND };
      await answer(on.domain, reference, [first, first, second]);
      await answer(on.domain, reference, [first, second]);
      await Promise.all([answer(on.domain, reference, [second]), answer(on.domain, reference, [second])]);
      expect((await attempt(reference)).onPage).toBe(10 * SECOND);
    });

    once("lets a visit of more than five minutes add nothing, on the first visit and on a later one", async () => {
      const reference = await begin();
      on.now += DAY;
      await give(reference, "a", START, START + 5 * MINUTE, "V1");
      await give(reference, "a", START, START + 5 * MINUTE + 1, "R1");
      expect((await answerRow(reference, "V1"))?.onPage).toBe(5 * MINUTE);
      expect((await answerRow(reference, "R1"))?.onPage).toBe(0);
      await give(reference, "b", START + HOUR, START + HOUR + 5 * MINUTE + 1, "V1");
      expect(await answerRow(reference, "V1")).toMatchObject({ option: "b", onPage: 5 * MINUTE });
    });

    once("changes nothing once the attempt is completed", async () => {
      const reference = await finish();
      const before = await assessment(reference);
      on.now += MINUTE;
      await give(reference, "d", on.now - SECOND, on.now);
      expect(await assessment(reference)).toEqual(before);
    });

    once("keeps nothing under a reference that nobody has", async () => {
      await give("nobody", "a", START, START);
      expect(await on.database.query.$count(answersTable)).toBe(0);
    });

    once("keeps an optional context question after the result without touching the result", async () => {
      const reference = await finish("diagnostic");
      const { result } = await assessment(reference);
      on.now += MINUTE;
      await answerAboutFirm(on.domain, reference, {
        item: "c_team",
        option: "5-50",
        shownAt: on.now,
        answeredAt: on.now,
      });
      const after = await assessment(reference);
      expect(after.context).toEqual({ c_tool: "crm", c_team: "5-50" });
      expect(after.scored).toEqual(EXAMPLES.E2.submission.answers);
      expect(after.result).toEqual(result);
      expect(after.revision).toBe(1);
    });
  });
});
