import { and, desc, eq, sql } from "drizzle-orm";
import type { BoundStatement } from "#db/client/statements.ts";
import { leadEvents } from "#db/schema/leads.ts";
import { staff as people } from "#db/schema/staff.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { LeadEvent } from "#src/names/leads.ts";
import { webhookStatements } from "#src/outbox/enqueue-webhooks.ts";

/** What a verb of staff on a lead takes from its surroundings. */
export interface StaffDomain extends Pick<Domain, "database" | "clock" | "ids"> {
  wakeDelivery: () => void;
}

/** Who of staff does it. */
export interface By {
  id: string;
}

/**
 * What became of a change. `conflict`: something else stands there than the page showed, and who put it there when (null
 * where nobody of staff did). `same`: it stood there already. `unknown`: there is no such lead, or no such person.
 */
export type Changed<T> =
  | { status: "changed" | "same" | "unknown" }
  | { status: "conflict"; now: T; by: string | null; at: number | null };

interface ColumnChange {
  column: "status" | "owner_id";
  kind: Extract<LeadEvent, "status-changed" | "owner-changed">;
  lead: string;
  /** What the page showed; undefined changes whatever stands there. */
  was: string | null | undefined;
  to: string | null;
  staff: By;
}

/**
 * The statements of one change, all or none: the event, the column, what webhooks are told. Only the first has
 * `rowsAffected` 1 when it took place: when `was` still stands there, so that nobody's change is lost unseen.
 */
export function changeStatements(domain: StaffDomain, change: ColumnChange): BoundStatement[] {
  const { column, kind, lead, was, to, staff } = change;
  const now = domain.clock();
  const event = domain.ids();
  const made = "EXISTS (SELECT 1 FROM lead_events WHERE id = :event)";
  const person = column === "owner_id" ? "AND (:to IS NULL OR EXISTS (SELECT 1 FROM staff WHERE id = :to))" : "";
  return [
    {
      sql: `INSERT INTO lead_events (id, lead_id, kind, staff_id, from_value, to_value, at)
            SELECT :event, lead_id, :kind, :staff, ${column}, :to, :now FROM lead_standings
            WHERE lead_id = :lead AND ${column} IS NOT :to AND (:any OR ${column} IS :was) ${person}`,
      args: { event, kind, staff: staff.id, to, now, lead, any: was === undefined ? 1 : 0, was: was ?? null },
    },
    {
      sql: `UPDATE lead_standings SET ${column} = :to WHERE lead_id = :lead AND ${made}`,
      args: { to, lead, event },
    },
    ...webhookStatements({ event: "lead.updated", lead: { id: lead }, now, condition: { sql: made, args: { event } } }),
  ];
}

/** Who of staff last did something of a kind to a lead, and when; nulls where nobody did. */
export async function lastChange({ database }: Pick<Domain, "database">, lead: string, kind: LeadEvent) {
  const [last] = await database.query
    .select({
      by: sql<string | null>`coalesce(${people.name}, ${leadEvents.staffName})`,
      staffId: leadEvents.staffId,
      at: leadEvents.at,
      to: leadEvents.toValue,
    })
    .from(leadEvents)
    .leftJoin(people, eq(people.id, leadEvents.staffId))
    .where(and(eq(leadEvents.leadId, lead), eq(leadEvents.kind, kind)))
    .orderBy(desc(leadEvents.at), desc(leadEvents.id))
    .limit(1);
  return last ?? { by: null, staffId: null, at: null, to: null };
}
