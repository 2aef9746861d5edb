import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { iso, isoOrNull } from "./export-time.ts";

type Reader = { database: Database };

/** Messages about a lead that are for the consultancy. */
const FOR_STAFF = ["call", "lead.created", "lead.updated", "lead.asked", "assessment.completed"];

/** Mails to somebody who is no lead by them. */
const BEFORE = ["finish-later" as const, "was-this-you" as const];

/** What went out about the lead, and what went to the address before it was one. That staff were told of a lead's rank is left out. */
export async function exportMessages({ database }: Reader, lead: string, address: string) {
  const rows = await database.query
    .select()
    .from(deliveries)
    .where(or(eq(deliveries.leadId, lead), and(eq(deliveries.recipient, address), inArray(deliveries.kind, BEFORE))))
    .orderBy(asc(deliveries.createdAt));
  return rows
    .filter(({ kind }) => kind !== "strong-lead")
    .map((row) => ({
      kind: row.kind,
      channel: row.channel,
      to: FOR_STAFF.includes(row.kind) ? "consultancy" : "you",
      state: row.state,
      reason: row.reason,
      tries: row.attempts,
      asked_at: iso(row.createdAt),
      first_tried_at: isoOrNull(row.firstTriedAt),
      sent_at: isoOrNull(row.sentAt),
      failed_at: isoOrNull(row.failedAt),
      delivered_at: isoOrNull(row.deliveredAt),
      bounced_at: isoOrNull(row.bouncedAt),
      complained_at: isoOrNull(row.complainedAt),
    }));
}

/** What was written in the contact form with the address. */
export async function exportInquiries({ database }: Reader, address: string) {
  const rows = await database.query
    .select()
    .from(inquiries)
    .where(eq(inquiries.address, address))
    .orderBy(asc(inquiries.createdAt));
  return rows.map(({ name, firm, message, createdAt }) => ({ name, firm, message, sent_at: iso(createdAt) }));
}
