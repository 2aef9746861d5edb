import type { BoundStatement } from "#db/client/statements.ts";
import type { Condition } from "#src/outbox/condition.ts";
import { DAY } from "#src/time.ts";
import { MOST_COMMITMENTS, type Terms } from "./terms.ts";

/** How long past its date a commitment keeps an anonymous result. */
export const KEPT_AFTER_COMMITMENT = 30 * DAY;

export interface NewCommitment {
  id: string;
  assessmentId: number;
  terms: Terms;
  now: number;
}

/** True while the assessment has room for one more commitment. */
export function roomFor(assessmentId: number): Condition {
  return {
    sql: "(SELECT count(*) FROM commitments AS made WHERE made.assessment_id = :room_assessment) < :room_most",
    args: { room_assessment: assessmentId, room_most: MOST_COMMITMENTS },
  };
}

/**
 * The statement that keeps a commitment, of the lead with this address or id or of nobody. It inserts nothing when the
 * assessment or lead is not there, when the very same commitment is and was not stopped, or when the condition does not hold.
 */
export function commitmentStatement(
  { id, assessmentId, terms, now }: NewCommitment,
  lead: { address: string } | { id: string } | null,
  condition: Condition,
): BoundStatement {
  const whose = lead === null ? "NULL" : "leads.id";
  const column = lead !== null && "id" in lead ? "id" : "address";
  return {
    sql: `INSERT INTO commitments (id, assessment_id, lead_id, layer, condition, due_at, made_at)
          SELECT :commitment, assessments.id, ${whose}, :layer, :words, :due, :now
          FROM assessments ${lead === null ? "" : "JOIN leads"}
          WHERE assessments.id = :assessment AND assessments.completed_at IS NOT NULL
            ${lead === null ? "" : `AND leads.${column} = :whose`}
            AND NOT EXISTS (SELECT 1 FROM commitments AS same
              WHERE same.assessment_id = assessments.id AND same.lead_id IS ${whose}
                AND same.layer = :layer AND same.condition = :words AND same.due_at = :due AND same.stopped_at IS NULL)
            AND (${condition.sql})`,
    args: {
      ...condition.args,
      ...(lead !== null && { whose: "id" in lead ? lead.id : lead.address }),
      commitment: id,
      assessment: assessmentId,
      layer: terms.layer,
      words: terms.condition,
      due: terms.dueAt,
      now,
    },
  };
}

/** The statement that keeps an anonymous result until its commitment has been due for a while. */
export function keepForCommitment({ id, terms }: NewCommitment): BoundStatement {
  return {
    sql: `UPDATE assessments SET kept_until = max(kept_until, :until)
          WHERE id = (SELECT assessment_id FROM commitments WHERE id = :commitment)`,
    args: { until: terms.dueAt + KEPT_AFTER_COMMITMENT, commitment: id },
  };
}

/** The statement that records with the lead that a commitment was made; never what it says. */
export function commitmentEvent(event: string, { id, now }: NewCommitment): BoundStatement {
  return {
    sql: `INSERT INTO lead_events (id, lead_id, assessment_id, kind, at)
          SELECT :event, lead_id, assessment_id, 'commitment-made', :now FROM commitments
          WHERE id = :commitment AND lead_id IS NOT NULL`,
    args: { event, now, commitment: id },
  };
}
