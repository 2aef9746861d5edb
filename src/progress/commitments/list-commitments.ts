import { desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { commitments } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { findLater } from "#src/progress/page/find-retake.ts";
import { CONFIRM_WITHIN_DAYS } from "#src/progress/reminders/times.ts";
import { DAY } from "#src/time.ts";
import { type Commitment, WITH_RESULT } from "./find-commitment.ts";
import { mayHold } from "./may-hold.ts";

/** `none`: nobody asked for one. `asked`: the mailbox has not confirmed it yet. `stale`: nor may it any more. */
export type ReminderState = "none" | "asked" | "stale" | "confirmed" | "sent" | "failed" | "stopped";

export interface HeldCommitment extends Commitment {
  reminder: ReminderState;
  remindedAt: number | null;
  made: Assessment;
  /** The newest assessment by the same instrument since; null until there is one. */
  later: Assessment | null;
}

/** The commitments of a mailbox whose owner has proved it, newest first, each with what came of it. */
export async function listCommitments(
  reader: Pick<Domain, "database" | "banks" | "clock">,
  leadId: string,
): Promise<HeldCommitment[]> {
  const { query } = reader.database;
  const rows = await query
    .select(WITH_RESULT)
    .from(commitments)
    .innerJoin(assessments, eq(assessments.id, commitments.assessmentId))
    .where(mayHold(leadId))
    .orderBy(desc(commitments.madeAt), desc(commitments.id));
  const when = (at: SQL) => sql<number | null>`max(CASE WHEN ${at} END)`;
  const { kind, state, createdAt, sentAt } = deliveries;
  const mails = await query
    .select({
      id: deliveries.commitmentId,
      askedAt: when(sql`${kind} = 'confirm-reminder' THEN ${createdAt}`),
      remindedAt: when(sql`${kind} = 'reminder' THEN ${sentAt}`),
      failed: when(sql`${kind} = 'reminder' AND ${state} IN ('failed', 'cancelled') THEN 1`),
    })
    .from(deliveries)
    .where(
      inArray(
        deliveries.commitmentId,
        rows.map(({ commitment }) => commitment.id),
      ),
    )
    .groupBy(deliveries.commitmentId);
  const held = rows.map(async ({ commitment, ...of }): Promise<HeldCommitment | null> => {
    const { askedAt = null, remindedAt = null, failed = null } = mails.find(({ id }) => id === commitment.id) ?? {};
    const whole = { ...commitment, ...of, askedAt };
    const [made, later] = await Promise.all([findAssessment(reader, of.reference), findLater(reader, whole, leadId)]);
    const reminder = reminderState({ ...whole, remindedAt, failed: failed === 1 }, reader.clock());
    return made && { ...whole, remindedAt, made, later, reminder };
  });
  return (await Promise.all(held)).filter((one) => one !== null);
}

export function reminderState(
  one: Pick<Commitment, "askedAt" | "confirmedAt" | "stoppedAt"> & { remindedAt: number | null; failed: boolean },
  now: number,
): ReminderState {
  if (one.remindedAt !== null) return "sent";
  if (one.stoppedAt !== null) return "stopped";
  if (one.confirmedAt !== null) return one.failed ? "failed" : "confirmed";
  if (one.askedAt === null) return "none";
  return one.askedAt > now - CONFIRM_WITHIN_DAYS * DAY ? "asked" : "stale";
}
