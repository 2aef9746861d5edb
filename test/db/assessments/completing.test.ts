import { describe, expect, test } from "vitest";
import { assessments, results } from "#db/schema/assessments.ts";
import { answer } from "#src/assessments/answer.ts";
import { complete } from "#src/assessments/complete.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { eraseExpired } from "#src/assessments/erase.ts";
import { findAssessment, findAttempt } from "#src/assessments/find.ts";
import { startByClient } from "#src/assessments/start.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { clientOf, times } from "#test/support/factories.ts";
import { assessmentsOn, snapshotAnswers } from "#test/support/fresh/assessments.ts";

describe.each(databases())("assessments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, begin, giveAll, finish, ready, rowOf, attempt, assessment, scoredAgain } = assessmentsOn(databases);

  describe("completing", () => {
    once("names the next open question, from the first to the last", async () => {
      const reference = await begin();
      expect(await complete(on.domain, reference, null)).toEqual({ status: "unfinished", next: 1 });
      const { R2: last, ...rest } = snapshotAnswers;
      await giveAll(reference, rest);
      expect(await complete(on.domain, reference, null)).toEqual({ status: "unfinished", next: 11 });
      expect(await findAssessment(on.domain, reference)).toBeNull();
      await giveAll(reference, { R2: String(last) });
      expect(await complete(on.domain, reference, null)).toEqual({ status: "completed" });
    });

    once("says so when the reference is unknown", async () => {
      expect(await complete(on.domain, "nobody", null)).toEqual({ status: "unknown" });
    });

    once("keeps the worked example E1 as the method scores it, for 90 days", async () => {
      const reference = await finish();
      const found = await assessment(reference);
      expect(found).toMatchObject({ revision: 1, completedAt: on.now, keptUntil: on.now + 90 * DAY, sizing: {} });
      expect(found.result).toMatchObject({
        overall: 9,
        band: "Improvised",
        verdict: "NO_SYSTEM",
        dominant: "integrity",
        clarity: "leading",
        confidence: "medium",
        unknowns: ["P2"],
      });
      expect(found.result).toEqual(await scoredAgain(reference));
      expect((await rowOf(reference)).elapsedSeconds).toBe(11 * 8);
    });

    test("makes one result of 20 completions at once", async () => {
      const reference = await ready();
      const done = await Promise.all(times(20).map(() => complete(on.domain, reference, clientOf("client"))));
      expect(done).toEqual(times(20).map(() => ({ status: "completed" })));
      expect(await on.database.query.$count(results)).toBe(1);
    });

    once("changes nothing when it is asked for again later", async () => {
      const reference = await finish();
      const before = await assessment(reference);
      on.now += HOUR;
      expect(await complete(on.domain, reference, clientOf("client"))).toEqual({ status: "completed" });
      expect(await assessment(reference)).toEqual(before);
    });

    test("scores anew when an answer changes between reading and writing", async () => {
      const reference = await ready();
      let changed = false;
      const late: Domain = {
        ...on.domain,
        database: {
          ...on.database,
          async write(statements) {
            if (!changed) {
              changed = true;
              on.now += SECOND;
              await answer(on.domain, reference, [{ item: "P2", option: "d", shownAt: on.now, answeredAt: on.now }]);
            }
            return on.database.write(statements);
          },
        },
      };
      expect(await complete(late, reference, clientOf("client"))).toEqual({ status: "completed" });
      const found = await assessment(reference);
      expect(found.scored.P2).toBe("d");
      expect(found.result.layers.integrity).toBe(50);
      expect(found.result).toEqual(await scoredAgain(reference));
    });

    test("stores the result of exactly the stored answers, however answers and completions meet", async () => {
      for (const round of times(6)) {
        const reference = await ready();
        on.now += MINUTE;
        const others = ["a", "b", "c", "d"].map((option, place) =>
          answer(on.domain, reference, [
            { item: "V1", option, shownAt: on.now + place, answeredAt: on.now + place },
            { item: "R1", option, shownAt: on.now + place, answeredAt: on.now + place },
          ]),
        );
        const completions = times(round + 1).map(() => complete(on.domain, reference, null));
        await Promise.all([...others.slice(0, 2), ...completions, ...others.slice(2)]);
        expect(await complete(on.domain, reference, null)).toEqual({ status: "completed" });
        expect((await assessment(reference)).result).toEqual(await scoredAgain(reference));
      }
    });

    once("says of each answer whether it is kept; one given before the one that stands is not", async () => {
      const reference = await begin();
      on.now += MINUTE;
      const at = (answeredAt: number, option: string) => ({ item: "V1", option, shownAt: START, answeredAt });
      expect(await answer(on.domain, reference, [at(on.now - SECOND, "a"), at(on.now, "b")])).toEqual([true, true]);
      expect(await answer(on.domain, reference, [at(on.now - 2 * SECOND, "c"), at(on.now, "b")])).toEqual([
        false,
        true,
      ]);
      expect((await findAttempt(on.domain, reference))?.answers.V1).toBe("b");
      expect(await answer(on.domain, "nobody's", [at(on.now, "a")])).toEqual([false]);
    });

    test("lets one client start so many an hour and no more, also at the same moment, and others go on", async () => {
      on.domain = { ...on.domain, limits: { ...on.domain.limits, startsPerHour: 3 } };
      const begin = (client: string, startKey?: string) =>
        startByClient(on.domain, { instrument: "snapshot", attribution: {}, startKey, clientHash: clientOf(client) });
      const first = await begin("client", "form");
      on.now += MINUTE / 2;
      // The same form sent again is the same start.
      expect(await begin("client", "form")).toEqual(first);
      const together = await Promise.all(times(5).map(() => begin("client")));
      expect(together.filter((one) => "reference" in one)).toHaveLength(2);
      expect(await begin("client")).toEqual({ retryAfterSeconds: 3600 - 30 });
      expect(await begin("other")).toHaveProperty("reference");
      on.now += HOUR - MINUTE / 2;
      expect(await begin("client")).toHaveProperty("reference");
      expect(await begin("client")).toEqual({ retryAfterSeconds: 30 });
      on.now += DAY + 1;
      await eraseExpired(on.domain);
      expect((await on.database.query.select().from(assessments)).map(({ clientHash }) => clientHash)).toEqual(
        times(5).map(() => null),
      );
    });

    describe("with an hourly limit for a client", () => {
      once("stops exactly at its number; a refused attempt keeps its answers and completes an hour later", async () => {
        on.domain = { ...on.domain, limits: { ...on.domain.limits, attemptsPerHour: 3 } };
        const references = [await ready(), await ready(), await ready(), await ready()];
        const [one = "", two = "", three = "", four = ""] = references;
        for (const reference of [one, two, three])
          expect(await complete(on.domain, reference, clientOf("client"))).toEqual({ status: "completed" });
        const firstAt = on.now;
        const refused = await complete(on.domain, four, clientOf("client"));
        expect(refused).toMatchObject({ status: "limited" });
        expect("retryAfterSeconds" in refused && refused.retryAfterSeconds).toBe(3600);
        expect((await attempt(four)).answers).toEqual(snapshotAnswers);
        expect(await complete(on.domain, one, clientOf("client"))).toEqual({ status: "completed" });
        on.now = firstAt + HOUR - 1;
        expect(await complete(on.domain, four, clientOf("client"))).toMatchObject({ status: "limited" });
        on.now = firstAt + HOUR;
        expect(await complete(on.domain, four, clientOf("client"))).toEqual({ status: "completed" });
        expect((await assessment(four)).result.overall).toBe(9);
      });

      test("stops exactly at its number when all of them come at once", async () => {
        on.domain = { ...on.domain, limits: { ...on.domain.limits, attemptsPerHour: 4 } };
        const references: string[] = [];
        for (const _ of times(10)) references.push(await ready());
        const done = await Promise.all(
          references.map((reference) => complete(on.domain, reference, clientOf("client"))),
        );
        expect(done.filter(({ status }) => status === "completed")).toHaveLength(4);
        expect(done.filter(({ status }) => status === "limited")).toHaveLength(6);
        expect(await on.database.query.$count(results)).toBe(4);
      });

      once("counts what a client did under the salt of before", async () => {
        on.domain = { ...on.domain, limits: { ...on.domain.limits, attemptsPerHour: 1 } };
        expect(await complete(on.domain, await ready(), ["today", "yesterday"])).toEqual({ status: "completed" });
        expect(await complete(on.domain, await ready(), ["tomorrow", "today"])).toMatchObject({ status: "limited" });
      });

      once("does not count another client, nor one that is not known", async () => {
        on.domain = { ...on.domain, limits: { ...on.domain.limits, attemptsPerHour: 1 } };
        expect(await complete(on.domain, await ready(), clientOf("client"))).toEqual({ status: "completed" });
        expect(await complete(on.domain, await ready(), clientOf("client"))).toMatchObject({ status: "limited" });
        expect(await complete(on.domain, await ready(), clientOf("another"))).toEqual({ status: "completed" });
        expect(await complete(on.domain, await ready(), null)).toEqual({ status: "completed" });
        expect(await complete(on.domain, await ready(), null)).toEqual({ status: "completed" });
      });
    });
  });
});
