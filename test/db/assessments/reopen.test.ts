import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { assessments, results } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { answer } from "#src/assessments/answer.ts";
import { complete } from "#src/assessments/complete.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { type Assessment, findAssessment, findAttempt } from "#src/assessments/find.ts";
import { mayReopen, reopen } from "#src/assessments/reopen.ts";
import { share } from "#src/assessments/share.ts";
import { start } from "#src/assessments/start.ts";
import { hookRules } from "#src/delivery/hook-rules.ts";
import { lease } from "#src/delivery/lease.ts";
import { MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { subscribe } from "#test/support/database/desk.ts";
import { domainOn } from "#test/support/database/domain.ts";
import { addLead, hashAddress, newId, START } from "#test/support/delivery/outbox.ts";
import { clientOf } from "#test/support/factories.ts";
import { completeSitting } from "#test/support/sittings.ts";

const TAKER = clientOf("taker");

describe.each(databases())("a Snapshot taken back, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let now: number;
  let domain: Domain;
  let taken: Assessment;
  beforeEach(async () => {
    database = await databases.open();
    now = START;
    domain = domainOn(database, () => now);
    await subscribe(database, ["assessment.completed"]);
    taken = await completeSitting(domain, "E1", { clientHash: TAKER });
  });
  afterAll(() => databases.dispose());

  const told = () => database.query.select().from(deliveries).where(eq(deliveries.assessmentId, taken.id));
  const leaseOne = () => lease({ database, clock: () => now, ids: newId, rules: hookRules({ database, hashAddress }) });

  once("is an attempt again with its answers, and completes anew as the same assessment, told once", async () => {
    expect(await told()).toHaveLength(1);
    expect(await reopen(domain, taken.reference, TAKER)).toBe(true);

    const attempt = await findAttempt(domain, taken.reference);
    expect(attempt?.completedAt).toBeNull();
    expect(attempt?.answers).toMatchObject({ ...taken.scored, ...taken.context });
    expect(await findAssessment(domain, taken.reference)).toBeNull();
    expect(await told()).toEqual([]);

    // E1 has one credit of eight on System Resilience and none of R2; with full marks for R2 it has five.
    now += MINUTE;
    await answer(domain, taken.reference, [{ item: "R2", option: "d", shownAt: now, answeredAt: now }]);
    expect(await complete(domain, taken.reference, TAKER)).toEqual({ status: "completed" });
    const anew = await findAssessment(domain, taken.reference);
    expect(anew).toMatchObject({ id: taken.id, revision: 1, completedAt: now });
    expect([taken.result.layers.resilience, anew?.result.layers.resilience]).toEqual([13, 63]);
    expect(await told()).toHaveLength(1);
    expect(await database.query.$count(results, eq(results.assessmentId, taken.id))).toBe(1);
  });

  once("is kept as long as any other attempt", async () => {
    await reopen(domain, taken.reference, TAKER);
    const [row] = await database.query.select().from(assessments).where(eq(assessments.id, taken.id));
    expect(row?.keptUntil).toBe(now + domain.limits.keepUnfinished);
  });

  test("is taken back once by two who try at the same moment", async () => {
    const tries = await Promise.all([1, 2, 3].map(() => reopen(domain, taken.reference, TAKER)));
    expect(tries.filter(Boolean)).toHaveLength(1);
  });

  test("stays as it is once a receiver may have been told, whichever of the two comes first", async () => {
    const [leased, taking] = await Promise.all([leaseOne(), reopen(domain, taken.reference, TAKER)]);
    expect(taking).toBe(leased === null);
    expect(await findAssessment(domain, taken.reference)).toEqual(leased ? taken : null);
  });

  once("stays as it is while it is being told", async () => {
    expect(await leaseOne()).not.toBeNull();
    expect(await mayReopen(domain, taken, TAKER)).toBe(false);
    expect(await reopen(domain, taken.reference, TAKER)).toBe(false);
    expect(await told()).toHaveLength(1);
  });

  const reasons: [string, () => unknown][] = [
    ["ten minutes later", () => (now += 10 * MINUTE)],
    ["with an address attached", () => addLead(database, "ada@firm.example", taken.id)],
    ["once it is shared", () => share(domain, taken.reference)],
    ["with numbers added", () => addSizing(domain, taken.reference, { z_opps: 12 }, "GBP")],
    [
      "once a Diagnostic goes on from it",
      () => start(domain, { instrument: "diagnostic", attribution: {}, carryFrom: taken.reference }),
    ],
    [
      "with a commitment made",
      () =>
        database.write([
          {
            sql: `INSERT INTO commitments (id, assessment_id, layer, condition, due_at, made_at)
                  VALUES ('one', :id, 'flow', 'Each deal has a next date.', :at, :at)`,
            args: { id: taken.id, at: START },
          },
        ]),
    ],
    [
      "once a question of it is handed to a colleague",
      () =>
        database.write([
          {
            sql: `INSERT INTO closings (reference, assessment_id, by, items, answers, asked_at, ends_at)
                  VALUES ('one', :id, 'colleague', '["R2"]', '{}', :at, :at)`,
            args: { id: taken.id, at: START },
          },
        ]),
    ],
  ];
  once.each(reasons)("stays as it is %s", async (_, happens) => {
    expect(await mayReopen(domain, taken, TAKER)).toBe(true);
    await happens();
    const before = await findAssessment(domain, taken.reference);
    expect(await mayReopen(domain, taken, TAKER)).toBe(false);
    expect(await reopen(domain, taken.reference, TAKER)).toBe(false);
    expect(await findAssessment(domain, taken.reference)).toEqual(before);
  });

  once("stays as it is for another client, and a Diagnostic for everybody", async () => {
    expect(await reopen(domain, taken.reference, clientOf("somebody else"))).toBe(false);
    const diagnostic = await completeSitting(domain, "E2", { clientHash: TAKER });
    expect(await reopen(domain, diagnostic.reference, TAKER)).toBe(false);
    expect(await findAssessment(domain, diagnostic.reference)).toEqual(diagnostic);
  });
});
