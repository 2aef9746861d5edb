import { and, eq, isNotNull, sql } from "drizzle-orm";
import { prepared } from "#db/client/prepared.ts";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { assessments } from "#db/schema/assessments.ts";
import { commitments, retakes } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { findWish } from "#src/progress/ask-again/find-wish.ts";
import { lastReading } from "#src/progress/ask-again/last-reading.ts";
import { readHistory } from "./read-history.ts";
import type { Reading } from "./source.ts";

export type ReadingsReader = Pick<Domain, "database" | "banks">;

/**
 * The readings that a result may be set against on its own page, oldest first, itself last: to its signed-in owner all of
 * theirs up to it; to others, where it opened with a commitment of its own mailbox that is reminded of, the one which that was
 * made at and no other, and where a mail that asks again led to it, the one before: each mail shows as much. Null where there
 * is none.
 */
export async function readingsAt(
  reader: ReadingsReader,
  result: Assessment,
  founder: { leadId: string } | null,
): Promise<Reading[] | null> {
  const own = founder ? (await readHistory(reader, founder.leadId)).own : [];
  const place = own.findIndex(({ reference }) => reference === result.reference);
  if (place >= 0) return place > 0 ? own.slice(0, place + 1) : null;
  const [retake] = await retakeQuery(reader.database.query).all({ id: result.id });
  if (!retake) return null;
  const made = (await madeAt(reader, result.id)) ?? (await readBefore(reader, result));
  return made && made.reference !== result.reference ? [made, result] : null;
}

/** What the mailbox that a report goes to may read there: what its owner would, where the retake is theirs. */
export async function readingsFor(
  reader: ReadingsReader,
  result: Assessment,
  leadId: string,
): Promise<Reading[] | null> {
  const [retake] = await retakeQuery(reader.database.query).all({ id: result.id });
  return retake?.leadId === leadId ? readingsAt(reader, result, { leadId }) : null;
}

/** Whose retake a result is, if it is one. */
const retakeQuery = prepared((query) =>
  query
    .select({ leadId: retakes.leadId })
    .from(retakes)
    .where(eq(retakes.assessmentId, sql.placeholder("id")))
    .prepare(),
);

const madeFromQuery = prepared((query) =>
  query
    .select({ reference: assessments.reference })
    .from(retakes)
    .innerJoin(commitments, eq(commitments.id, retakes.commitmentId))
    .innerJoin(assessments, eq(assessments.id, commitments.assessmentId))
    .where(
      and(
        eq(retakes.assessmentId, sql.placeholder("id")),
        eq(commitments.leadId, retakes.leadId),
        isNotNull(commitments.confirmedAt),
      ),
    )
    .prepare(),
);

async function madeAt(reader: ReadingsReader, id: number): Promise<Assessment | null> {
  const [row] = await madeFromQuery(reader.database.query).all({ id });
  return row ? findAssessment(reader, row.reference) : null;
}

/** The reading that the mail spoke of which led to this one; null where none did. */
async function readBefore(reader: ReadingsReader, { id, completedAt }: Assessment): Promise<Assessment | null> {
  const { query } = reader.database;
  const [led] = await query
    .select({ wish: retakeReminders.id })
    .from(retakes)
    .innerJoin(retakeReminders, eq(retakeReminders.id, retakes.reminderId))
    .where(and(eq(retakes.assessmentId, id), eq(retakeReminders.leadId, retakes.leadId)));
  const wish = led ? await findWish(query, led.wish) : null;
  const before = wish && (await lastReading(query, wish, completedAt));
  return before && findAssessment(reader, before.reference);
}
