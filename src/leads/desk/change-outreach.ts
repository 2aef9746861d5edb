import { eq } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { type StandDomain, standLeads } from "#src/leads/standing/stand.ts";
import type { OutreachChoice } from "#src/names/leads.ts";
import { webhookStatements } from "#src/outbox/enqueue-webhooks.ts";
import { type By, type Changed, lastChange } from "./change.ts";

export interface OutreachChange {
  lead: string;
  /** What staff had said of outreach as the page showed it; `as-consented` where nothing. */
  was: OutreachChoice;
  to: OutreachChoice;
  staff: By;
}

/**
 * Says of a lead that it is no buyer, that it opted out (its address is then suppressed), or that what it consented to
 * holds again. The lead is scored anew.
 */
export async function changeOutreach(domain: StandDomain, change: OutreachChange): Promise<Changed<OutreachChoice>> {
  const { database, clock, ids, hashAddress } = domain;
  const { lead, was, to, staff } = change;
  const [found] = await database.query.select({ address: leads.address }).from(leads).where(eq(leads.id, lead));
  if (!found) return { status: "unknown" };
  const now = clock();
  const event = ids();
  const made = "EXISTS (SELECT 1 FROM lead_events WHERE id = :event)";
  const hash = hashAddress(found.address);
  const suppress = {
    sql: `INSERT INTO suppressions (address_hash, reason, since) SELECT :hash, 'opted-out', :now WHERE ${made}
          ON CONFLICT DO NOTHING`,
    args: { hash, now, event },
  };
  const release = {
    sql: `DELETE FROM suppressions WHERE address_hash = :hash AND reason = 'opted-out' AND ${made}`,
    args: { hash, event },
  };
  const [written] = await database.write([
    {
      sql: `INSERT INTO lead_events (id, lead_id, kind, staff_id, from_value, to_value, at)
            SELECT :event, id, 'outreach-changed', :staff, :was, :to, :now FROM leads
            WHERE id = :lead AND :was <> :to AND :was = coalesce(
              (SELECT to_value FROM lead_events WHERE lead_id = :lead AND kind = 'outreach-changed'
               ORDER BY at DESC, id DESC LIMIT 1), 'as-consented')`,
      args: { event, staff: staff.id, was, to, now, lead },
    },
    ...(to === "opted-out" ? [suppress] : []),
    // Only what was said here is taken back here: somebody may have opted out in another way.
    ...(was === "opted-out" && to === "as-consented" ? [release] : []),
    ...webhookStatements({ event: "lead.updated", lead: { id: lead }, now, condition: { sql: made, args: { event } } }),
  ]);
  if (written?.rowsAffected === 1) {
    domain.wakeDelivery();
    await standLeads(domain, [lead]);
    return { status: "changed" };
  }
  const { to: stands, by, at } = await lastChange(domain, lead, "outreach-changed");
  const choice = (stands ?? "as-consented") as OutreachChoice;
  return choice === to ? { status: "same" } : { status: "conflict", now: choice, by, at };
}
