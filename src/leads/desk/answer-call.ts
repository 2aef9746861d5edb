import { and, eq, gt } from "drizzle-orm";
import { leadEvents, leadStandings } from "#db/schema/leads.ts";
import { rankOf } from "#src/leads/standing/rank.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import { type Actor, type Changed, lastChange, type StaffDomain } from "./change.ts";

export interface CallAnswer {
  lead: string;
  /** When the call was asked for that the page showed (`callAskedAt`): a newer request stays unanswered. */
  asked: number;
  staff: Actor;
}

/**
 * Takes a call request off the head of the inbox, with the event that says who answered it. `same`: this person had
 * answered it already. A conflict's `now` is when it was answered, or null where a newer request waits.
 */
export async function answerCall(domain: StaffDomain, answer: CallAnswer): Promise<Changed<number | null>> {
  const { database, clock, ids } = domain;
  const { lead: leadId, asked, staff } = answer;
  const now = clock();
  const ofLead = eq(leadStandings.leadId, leadId);
  const changed = await database.transaction(async (tx): Promise<Changed<number | null>> => {
    const [standing] = await tx.select().from(leadStandings).where(ofLead);
    if (standing?.callAskedAt == null) return { status: "unknown" };
    const { callAskedAt, callAnsweredAt } = standing;
    if (callAnsweredAt !== null && callAnsweredAt >= callAskedAt) {
      const { staffId, by, at } = await lastChange(tx, leadId, "call-answered");
      return staffId === staff.id ? { status: "same" } : { status: "conflict", now: callAnsweredAt, by, at };
    }
    const newer = and(...[eq(leadEvents.leadId, leadId), eq(leadEvents.kind, "call-asked"), gt(leadEvents.at, asked)]);
    if (callAskedAt !== asked || (await tx.$count(leadEvents, newer)) > 0)
      return { status: "conflict", now: null, by: null, at: callAskedAt };

    await tx.insert(leadEvents).values({ id: ids(), leadId, kind: "call-answered", staffId: staff.id, at: now });
    const rank = rankOf({ ...standing, callAnsweredAt: now });
    await tx.update(leadStandings).set({ callAnsweredAt: now, rank }).where(ofLead);
    await notifyWebhooks(tx, { event: "lead.updated", leadId, now });
    return { status: "changed" };
  });
  if (changed.status === "changed") domain.wakeDelivery();
  return changed;
}
