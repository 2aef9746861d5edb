import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { leadEvents, leadStandings } from "#db/schema/leads.ts";
import { staff as people } from "#db/schema/staff.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { LeadEvent } from "#src/names/leads.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";

export interface StaffDomain extends Pick<Domain, "database" | "clock" | "ids"> {
  wakeDelivery: () => void;
}

/** Who of staff does it. */
export interface Actor {
  id: string;
}

/**
 * What became of a change. `conflict`: something else stands there than the page showed, and who put it there when (null
 * where nobody of staff did). `same`: it stood there already. `unknown`: there is no such lead, or no such person.
 */
export type Changed<T> =
  | { status: "changed" | "same" | "unknown" }
  | { status: "conflict"; now: T; by: string | null; at: number | null };

export interface ColumnChange {
  lead: string;
  /** What the page showed; undefined changes whatever stands there. */
  was: string | null | undefined;
  to: string | null;
  staff: Actor;
}

/** The columns of a standing that staff change, with the event that says so. */
const COLUMNS = {
  status: { column: leadStandings.status, kind: "status-changed" },
  ownerId: { column: leadStandings.ownerId, kind: "owner-changed" },
} as const;

/**
 * Makes one change of a standing: the column, the event, what webhooks are told.
 *
 * @returns false, and nothing is changed, when `was` no longer stands there, so that nobody's change is lost unseen; or when
 *   `to` stands there already, or the lead is gone.
 */
export async function changeStanding(
  tx: Tx,
  { clock, ids }: Pick<StaffDomain, "clock" | "ids">,
  name: keyof typeof COLUMNS,
  { lead: leadId, was, to, staff }: ColumnChange,
): Promise<boolean> {
  const { column, kind } = COLUMNS[name];
  const ofLead = eq(leadStandings.leadId, leadId);
  const [standing] = await tx.select({ value: column }).from(leadStandings).where(ofLead);
  if (!standing || standing.value === to || (was !== undefined && standing.value !== was)) return false;
  const now = clock();
  const change = { kind, staffId: staff.id, fromValue: standing.value, toValue: to, at: now };
  await tx
    .update(leadStandings)
    .set({ [name]: to })
    .where(ofLead);
  await tx.insert(leadEvents).values({ ...change, id: ids(), leadId });
  await notifyWebhooks(tx, { event: "lead.updated", leadId, now });
  return true;
}

/** Whether there is such a person; nobody, as an owner, is always there. */
export async function isPerson(tx: Tx, id: string | null): Promise<boolean> {
  return id === null || (await tx.$count(people, eq(people.id, id))) > 0;
}

/** Who of staff last did something of a kind to a lead, and when; nulls where nobody did. */
export async function lastChange(tx: Tx, lead: string, kind: LeadEvent) {
  const [last] = await tx
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
