import { eq } from "drizzle-orm";
import { leadEvents, leads } from "#db/schema/leads.ts";
import { refreshStandings, type StandingDomain } from "#src/leads/standing/refresh.ts";
import type { OutreachChoice } from "#src/names/leads.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import { suppress, unsuppress } from "#src/outbox/suppression.ts";
import { type Actor, type Changed, lastChange } from "./change.ts";

export interface OutreachChange {
  lead: string;
  /** What staff had said of outreach as the page showed it; `as-consented` where nothing. */
  was: OutreachChoice;
  to: OutreachChoice;
  staff: Actor;
}

/**
 * Says of a lead that it is no buyer, that it opted out (its address is then suppressed), or that what it consented to
 * holds again. The lead is scored anew.
 */
export async function changeOutreach(domain: StandingDomain, change: OutreachChange): Promise<Changed<OutreachChoice>> {
  const { database, clock, ids } = domain;
  const { lead: leadId, was, to, staff } = change;
  const now = clock();
  const changed = await database.transaction(async (tx): Promise<Changed<OutreachChoice>> => {
    const [lead] = await tx.select({ address: leads.address }).from(leads).where(eq(leads.id, leadId));
    if (!lead) return { status: "unknown" };
    const { to: last, by, at } = await lastChange(tx, leadId, "outreach-changed");
    const choice = (last ?? "as-consented") as OutreachChoice;
    if (choice === to) return { status: "same" };
    if (choice !== was) return { status: "conflict", now: choice, by, at };

    const event = { kind: "outreach-changed" as const, staffId: staff.id, fromValue: was, toValue: to };
    await tx.insert(leadEvents).values({ ...event, id: ids(), leadId, at: now });
    if (to === "opted-out") await suppress(tx, domain, { address: lead.address, reason: "opted-out", since: now });
    // Only what was said here is taken back here: somebody may have opted out in another way.
    if (was === "opted-out" && to === "as-consented") await unsuppress(tx, domain, lead.address, ["opted-out"]);
    await notifyWebhooks(tx, { event: "lead.updated", leadId, now });
    return { status: "changed" };
  });
  if (changed.status !== "changed") return changed;
  domain.wakeDelivery();
  await refreshStandings(domain, [leadId]);
  return changed;
}
