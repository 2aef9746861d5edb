import { describe, expect, test } from "vitest";
import { answers as answersTable, assessments, results } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { complete } from "#src/assessments/complete.ts";
import { erase, eraseExpired } from "#src/assessments/erase.ts";
import { findAssessment, findAttempt } from "#src/assessments/find.ts";
import { keepLonger } from "#src/assessments/keep-longer.ts";
import { sampleAnswers } from "#src/instruments/samples.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { DAY } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addLead, START } from "#test/support/delivery/outbox.ts";
import { bank, clientOf } from "#test/support/factories.ts";
import { assessmentsOn, E2_NUMBERS } from "#test/support/fresh/assessments.ts";

describe.each(databases())("assessments, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, begin, giveAll, finish, ready, rowOf, attempt, assessment } = assessmentsOn(databases);

  describe("keeping longer", () => {
    once("keeps a result for two years from now, and never shortens that", async () => {
      const reference = await finish();
      on.now += DAY;
      await keepLonger(on.domain, reference);
      const { keptUntil } = await attempt(reference);
      expect(keptUntil).toBe(on.now + 730 * DAY);
      await keepLonger({ ...on.domain, limits: { ...on.domain.limits, keepLonger: DAY } }, reference);
      expect((await attempt(reference)).keptUntil).toBe(keptUntil);
    });

    once("does not keep an unfinished attempt any longer", async () => {
      const reference = await ready();
      await keepLonger(on.domain, reference);
      expect((await attempt(reference)).keptUntil).toBe(START + 30 * DAY);
    });
  });

  describe("erasing", () => {
    test("removes an anonymous result with every answer and revision, and says so once", async () => {
      const reference = await finish("diagnostic");
      await addSizing(on.domain, reference, E2_NUMBERS, "GBP");
      const other = await finish();
      expect(await erase(on.domain, reference)).toBe(true);
      expect(await findAttempt(on.domain, reference)).toBeNull();
      expect(await on.database.query.$count(answersTable)).toBe(11);
      expect(await on.database.query.$count(results)).toBe(1);
      expect(await findAssessment(on.domain, other)).not.toBeNull();
      expect(await erase(on.domain, reference)).toBe(false);
    });

    test("removes an unfinished attempt too", async () => {
      const reference = await ready();
      expect(await erase(on.domain, reference)).toBe(true);
      expect(await on.database.query.$count(answersTable)).toBe(0);
    });

    test("refuses once an address is attached, for the link alone is not enough then", async () => {
      const reference = await finish();
      await addLead(on.database, "ada@example.com", (await rowOf(reference)).id);
      const before = await assessment(reference);
      expect(await erase(on.domain, reference)).toBe(false);
      expect(await assessment(reference)).toEqual(before);
    });

    test("erases what has outlived its time: unfinished after 30 days, anonymous after 90, attached never", async () => {
      const unfinished = await ready();
      const anonymous = await finish();
      const completedAt = on.now;
      const attached = await finish();
      await addLead(on.database, "ada@example.com", (await rowOf(attached)).id);
      const left = async () => {
        const rows = await on.database.query.select().from(assessments).orderBy(assessments.id);
        return rows.map((row) => row.reference);
      };

      on.now = START + 30 * DAY - 1;
      await eraseExpired(on.domain);
      expect(await left()).toEqual([unfinished, anonymous, attached]);
      on.now = START + 30 * DAY + 1;
      expect(await eraseExpired(on.domain)).toBe(1);
      expect(await left()).toEqual([anonymous, attached]);
      on.now = completedAt + 90 * DAY - 1;
      await eraseExpired(on.domain);
      expect(await left()).toEqual([anonymous, attached]);
      on.now = completedAt + 90 * DAY + 1;
      expect(await eraseExpired(on.domain)).toBe(1);
      expect(await left()).toEqual([attached]);
      on.now += 3650 * DAY;
      expect(await eraseExpired(on.domain)).toBe(0);
      expect(await left()).toEqual([attached]);
    });

    test("erases some at a time, so that others write in between, and no more once it is to end", async () => {
      const old = `INSERT INTO assessments (reference, instrument, bank_version, model_version, attribution, started_at, kept_until)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
        SELECT 'old ' || i, 'snapshot', '2.0.1', '2.0.0', '{}', :at, :at FROM n`;
      await on.database.write([{ sql: old, args: { at: START } }]);
      on.now = START + 31 * DAY;
      const left: number[] = [];
      const ending = new AbortController();
      const transaction: typeof on.database.transaction = async (work) => {
        const done = await on.database.transaction(work);
        left.push(await on.database.query.$count(assessments));
        if (left.length === 1) ending.abort();
        return done;
      };
      const domain = { ...on.domain, database: { ...on.database, transaction } };
      expect(await eraseExpired(domain, ending.signal)).toBe(200);
      expect(left).toEqual([250, 250]);
      expect(await eraseExpired(domain)).toBe(250);
      expect(left.slice(2)).toEqual([50, 0, 0]);
    });

    once("keeps a result that somebody asked to keep for as long as was promised", async () => {
      const reference = await finish();
      await keepLonger(on.domain, reference);
      const until = on.now + 730 * DAY;
      on.now = until - 1;
      expect(await eraseExpired(on.domain)).toBe(0);
      on.now = until + 1;
      expect(await eraseExpired(on.domain)).toBe(1);
      expect(await findAttempt(on.domain, reference)).toBeNull();
    });

    test("empties the hash of a client's address after a day, on attempts and on deliveries", async () => {
      const reference = await ready();
      await complete(on.domain, reference, clientOf("client"));
      const { id } = await rowOf(reference);
      const about = { leadId: await addLead(on.database, "ada@example.com", id), assessmentId: id, revision: 1 };
      await on.database.transaction((tx) =>
        enqueue(tx, { kind: "report", about, clientHash: clientOf("client"), now: on.now }),
      );
      const hashes = async () => {
        const [delivery] = await on.database.query.select().from(deliveries);
        return [(await rowOf(reference)).clientHash, delivery?.clientHash];
      };
      const completedAt = on.now;
      on.now = completedAt + DAY - 1;
      await eraseExpired(on.domain);
      expect(await hashes()).toEqual(["client", "client"]);
      on.now = completedAt + DAY + 1;
      await eraseExpired(on.domain);
      expect(await hashes()).toEqual([null, null]);
    });
  });

  describe("finding", () => {
    once("finds nothing under an unknown reference, nor a result before there is one", async () => {
      expect(await findAttempt(on.domain, "nobody")).toBeNull();
      expect(await findAssessment(on.domain, "nobody")).toBeNull();
      expect(await findAssessment(on.domain, await ready())).toBeNull();
    });

    once("finds the newest revision, or the one asked for, and none that was never made", async () => {
      const reference = await finish("diagnostic");
      await addSizing(on.domain, reference, E2_NUMBERS, "GBP");
      expect((await assessment(reference)).revision).toBe(2);
      expect((await assessment(reference, 1)).result.money).toBeNull();
      expect(await findAssessment(on.domain, reference, 3)).toBeNull();
    });

    test("gives back a sample of content/samples as the method scores it", async () => {
      const credits = "2 1 3 3 1 | 4 2 4 2 1 | 2 1 2 3 2 | 3 2 3 2 2 | 2 4 3 2 1";
      const sample = { firm: "E3", about: "E3", instrument: "diagnostic", credits, context: {}, sizing: {} } as const;
      const reference = await begin("diagnostic");
      await giveAll(reference, { c_tool: "crm", ...sampleAnswers(bank, sample) });
      await complete(on.domain, reference, null);
      expect((await assessment(reference)).result).toMatchObject({
        overall: 55,
        verdict: "SCENARIO_B",
        clarity: "joint",
      });
    });
  });
});
