import { and, eq, gt, isNull, ne, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { prepared } from "#db/client/prepared.ts";
import { assessments, results } from "#db/schema/assessments.ts";
import { closings } from "#db/schema/blind-spots.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { type ClientHash, isClient } from "#src/client-hash.ts";
import { eraseDeliveries } from "#src/outbox/erase-deliveries.ts";
import { MINUTE } from "#src/time.ts";
import type { Domain } from "./domain.ts";
import type { Assessment } from "./find.ts";
import { keptFor } from "./kept-for.ts";

/** How long the last answer of a Snapshot can be taken back, which is scored as soon as it is given. */
const NEW_FOR = 10 * MINUTE;

/**
 * A Snapshot's result that nobody but its taker has seen: new, from this client, with nothing hung on it, and told to no
 * receiver. A message that a receiver may have is not taken back by forgetting that it went.
 */
const unseenQuery = prepared((query) => {
  const { id } = assessments;
  const carried = alias(assessments, "carried");
  const [reference, since] = [sql.placeholder("reference"), sql.placeholder("since")];
  return query
    .select({ id })
    .from(assessments)
    .where(
      and(
        eq(assessments.reference, reference),
        eq(assessments.instrument, "snapshot"),
        gt(assessments.completedAt, since),
        isClient(assessments.clientHash, [sql.placeholder("newer"), sql.placeholder("older")]),
        isNull(assessments.shareReference),
        notExists(query.select().from(attachments).where(eq(attachments.assessmentId, id))),
        notExists(query.select().from(commitments).where(eq(commitments.assessmentId, id))),
        notExists(query.select().from(closings).where(eq(closings.assessmentId, id))),
        notExists(
          query
            .select()
            .from(results)
            .where(and(eq(results.assessmentId, id), gt(results.revision, 1))),
        ),
        notExists(
          query
            .select()
            .from(carried)
            .where(and(gt(carried.startedAt, since), eq(carried.carriedFrom, reference))),
        ),
        notExists(
          query
            .select()
            .from(deliveries)
            .where(
              and(eq(deliveries.assessmentId, id), or(ne(deliveries.state, "pending"), gt(deliveries.attempts, 0))),
            ),
        ),
      ),
    )
    .prepare();
});

const asked = (reference: string, [newer, older]: ClientHash, now: number) => ({
  reference,
  newer,
  older,
  since: now - NEW_FOR,
});

/** Whether `reopen` would do it now. Only what is new enough is looked for. */
export async function mayReopen(
  { database, clock }: Pick<Domain, "database" | "clock">,
  { reference, instrument, completedAt }: Pick<Assessment, "reference" | "instrument" | "completedAt">,
  clientHash: ClientHash,
): Promise<boolean> {
  if (instrument !== "snapshot" || completedAt <= clock() - NEW_FOR) return false;
  return (await unseenQuery(database.query).all(asked(reference, clientHash, clock()))).length > 0;
}

/**
 * Takes the completion of a Snapshot back for as long as its result is new and unseen: it is an attempt again, with all its
 * answers, and what waited to be told of it is not. Completing it again makes the result anew under the same reference.
 *
 * @returns whether it is an attempt again.
 */
export async function reopen(
  { database, clock, limits }: Pick<Domain, "database" | "clock" | "limits">,
  reference: string,
  clientHash: ClientHash,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const now = clock();
    const [found] = await unseenQuery(tx).all(asked(reference, clientHash, now));
    if (!found) return false;
    await eraseDeliveries(tx, eq(deliveries.assessmentId, found.id));
    await tx.delete(results).where(eq(results.assessmentId, found.id));
    const keptUntil = sql`${now} + ${sql.raw(keptFor("unfinishedDays", limits.keepUnfinished))}`;
    await tx
      .update(assessments)
      .set({ completedAt: null, elapsedSeconds: null, keptUntil })
      .where(eq(assessments.id, found.id));
    return true;
  });
}
