import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { assessments, results } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { addSizing } from "#src/assessments/add-sizing.ts";
import { answer } from "#src/assessments/answer.ts";
import { complete } from "#src/assessments/complete.ts";
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
import { freshOn } from "#test/support/fresh/fresh.ts";
import { completeSitting } from "#test/support/sittings.ts";

const TAKER = clientOf("taker");

describe.each(databases())("a Snapshot taken back, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on } = freshOn(databases, domainOn);
  let taken: Assessment;
  beforeEach(async () => {
    await subscribe(on.database, ["assessment.completed"]);
    taken = await completeSitting(on.domain, "E1", { clientHash: TAKER });
  });

  const told = () => on.database.query.select().from(deliveries).where(eq(deliveries.assessmentId, taken.id));
  const leaseOne = () =>
    lease({
      database: on.database,
      clock: () => on.now,
      ids: newId,
      rules: hookRules({ database: on.database, hashAddress }),
    });

  once("is an attempt again with its answers, and completes anew as the same assessment, told once", async () => {
    expect(await told()).toHaveLength(1);
    expect(await reopen(on.domain, taken.reference, TAKER)).toBe(true);

    const attempt = await findAttempt(on.domain, taken.reference);
    expect(attempt?.completedAt).toBeNull();
    expect(attempt?.answers).toMatchObject({ ...taken.scored, ...taken.context });
    expect(await findAssessment(on.domain, taken.reference)).toBeNull();
    expect(await told()).toEqual([]);

    // E1 has one credit of eight on System Resilience and none of R2; with full marks for R2 it has five.
    on.now += MINUTE;
    await answer(on.domain, taken.reference, [{ item: "R2", option: "d", shownAt: on.now, answeredAt: on.now }]);
    expect(await complete(on.domain, taken.reference, TAKER)).toEqual({ status: "completed" });
    const anew = await findAssessment(on.domain, taken.reference);
    expect(anew).toMatchObject({ id: taken.id, revision: 1, completedAt: on.now });
    expect([taken.result.layers.resilience, anew?.result.layers.resilience]).toEqual([13, 63]);
    expect(await told()).toHaveLength(1);
    expect(await on.database.query.$count(results, eq(results.assessmentId, taken.id))).toBe(1);
  });

  once("is kept as long as any other attempt", async () => {
    await reopen(on.domain, taken.reference, TAKER);
    const [row] = await on.database.query.select().from(assessments).where(eq(assessments.id, taken.id));
    expect(row?.keptUntil).toBe(on.now + on.domain.limits.keepUnfinished);
  });

  test("is taken back once by two who try at the same moment", async () => {
    const tries = await Promise.all([1, 2, 3].map(() => reopen(on.domain, taken.reference, TAKER)));
    expect(tries.filter(Boolean)).toHaveLength(1);
  });

  test("stays as it is once a receiver may have been told, whichever of the two comes first", async () => {
    const [leased, taking] = await Promise.all([leaseOne(), reopen(on.domain, taken.reference, TAKER)]);
    expect(taking).toBe(leased === null);
    expect(await findAssessment(on.domain, taken.reference)).toEqual(leased ? taken : null);
  });

  once("stays as it is while it is being told", async () => {
    expect(await leaseOne()).not.toBeNull();
    expect(await mayReopen(on.domain, taken, TAKER)).toBe(false);
    expect(await reopen(on.domain, taken.reference, TAKER)).toBe(false);
    expect(await told()).toHaveLength(1);
  });

  const reasons: [string, () => unknown][] = [
    ["ten minutes later", () => (on.now += 10 * MINUTE)],
    ["with an address attached", () => addLead(on.database, "ada@firm.example", taken.id)],
    ["once it is shared", () => share(on.domain, taken.reference)],
    ["with numbers added", () => addSizing(on.domain, taken.reference, { z_opps: 12 }, "GBP")],
    [
      "once a Diagnostic goes on from it",
      () => start(on.domain, { instrument: "diagnostic", attribution: {}, carryFrom: taken.reference }),
    ],
    [
      "with a commitment made",
      () =>
        on.database.write([
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
        on.database.write([
          {
            sql: `INSERT INTO closings (reference, assessment_id, by, items, answers, asked_at, ends_at)
                  VALUES ('one', :id, 'colleague', '["R2"]', '{}', :at, :at)`,
            args: { id: taken.id, at: START },
          },
        ]),
    ],
  ];
  once.each(reasons)("stays as it is %s", async (_, happens) => {
    expect(await mayReopen(on.domain, taken, TAKER)).toBe(true);
    await happens();
    const before = await findAssessment(on.domain, taken.reference);
    expect(await mayReopen(on.domain, taken, TAKER)).toBe(false);
    expect(await reopen(on.domain, taken.reference, TAKER)).toBe(false);
    expect(await findAssessment(on.domain, taken.reference)).toEqual(before);
  });

  once("stays as it is for another client, and a Diagnostic for everybody", async () => {
    expect(await reopen(on.domain, taken.reference, clientOf("somebody else"))).toBe(false);
    const diagnostic = await completeSitting(on.domain, "E2", { clientHash: TAKER });
    expect(await reopen(on.domain, diagnostic.reference, TAKER)).toBe(false);
    expect(await findAssessment(on.domain, diagnostic.reference)).toEqual(diagnostic);
  });
});
