import { and, desc, eq, gt, inArray, or } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import type { BoundStatement } from "#db/client/statements.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";
import { MINUTE } from "#src/time.ts";
import type { Condition } from "./condition.ts";

/** Asking again within this time, or while the message is on its way, makes no second message. */
const SAME_SUBMISSION = 10 * MINUTE;

/** What a delivery is about. A lead is named by its id or by its address as stored (lower-cased). */
export interface Subject {
  kind: DeliveryKind;
  lead: { id: string } | { address: string };
  assessmentId: number;
  revision: number;
}

export interface Enqueue extends Subject {
  /** The new row's id: at least 128 random bits, letters, digits, "-" and "_". */
  id: string;
  /** Daily salted hash of the client's address, for the limits. */
  clientHash: string | null;
  /** Milliseconds since 1970. */
  now: number;
  /** When it is sent; at once without it. */
  dueAt?: number | undefined;
  /** Must hold too. It may name `leads.id` and `assessments.id`; its arguments must not start with `delivery_`. */
  condition?: Condition | undefined;
}

/**
 * The statement that puts one delivery into the outbox; put it behind the lead, consent and attachment in the
 * same `database.write`. It inserts nothing (`rowsAffected` 0) when the lead or assessment is not there, when the same
 * delivery is under way or younger than ten minutes, or when the condition does not hold.
 */
export function enqueueStatement(request: Enqueue): BoundStatement {
  const { condition, lead } = request;
  const [column, whose] = "id" in lead ? ["id", lead.id] : ["address", lead.address];
  return {
    sql: `INSERT INTO deliveries (id, channel, kind, lead_id, assessment_id, revision, state, due_at, client_hash, created_at)
          SELECT :delivery_id, 'mail', :delivery_kind, leads.id, assessments.id, :delivery_revision, 'pending', :delivery_due,
            :delivery_client, :delivery_now
          FROM leads, assessments
          WHERE leads.${column} = :delivery_lead AND assessments.id = :delivery_assessment
            AND NOT EXISTS (
              SELECT 1 FROM deliveries AS same
              WHERE same.channel = 'mail' AND same.lead_id = leads.id AND same.assessment_id = assessments.id
                AND same.kind = :delivery_kind AND same.revision = :delivery_revision
                AND (same.state IN ('pending', 'sending') OR same.created_at > :delivery_recent))
            ${condition ? `AND (${condition.sql})` : ""}`,
    args: {
      ...condition?.args,
      delivery_id: request.id,
      delivery_kind: request.kind,
      delivery_lead: whose,
      delivery_assessment: request.assessmentId,
      delivery_revision: request.revision,
      delivery_client: request.clientHash,
      delivery_now: request.now,
      delivery_due: request.dueAt ?? request.now,
      delivery_recent: request.now - SAME_SUBMISSION,
    },
  };
}

/**
 * The id of the delivery that makes another one needless, or null. Where an enqueue inserted nothing, this tells a
 * repeated submission (all is well) from a limit that was reached.
 */
export async function findSameDelivery(database: Database, subject: Subject, now: number): Promise<string | null> {
  const { lead } = subject;
  const [same] = await database.query
    .select({ id: deliveries.id })
    .from(deliveries)
    .innerJoin(leads, eq(leads.id, deliveries.leadId))
    .where(
      and(
        "id" in lead ? eq(leads.id, lead.id) : eq(leads.address, lead.address),
        eq(deliveries.channel, "mail"),
        eq(deliveries.assessmentId, subject.assessmentId),
        eq(deliveries.kind, subject.kind),
        eq(deliveries.revision, subject.revision),
        or(inArray(deliveries.state, ["pending", "sending"]), gt(deliveries.createdAt, now - SAME_SUBMISSION)),
      ),
    )
    .orderBy(desc(deliveries.createdAt))
    .limit(1);
  return same?.id ?? null;
}
