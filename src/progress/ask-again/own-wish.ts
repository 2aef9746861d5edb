import { and, eq } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments } from "#db/schema/leads.ts";
import { upsertWish } from "#src/leads/capture/request-ask-again.ts";
import { type MailLimits, mails } from "#src/outbox/limits.ts";
import { longestWait } from "#src/outbox/windows.ts";
import { DAY } from "#src/time.ts";
import { confirmWish } from "./confirm-wish.ts";
import { findWishInForce } from "./find-wish.ts";
import { lastReading } from "./last-reading.ts";
import { askedAgainAt } from "./rules.ts";

/** When a mailbox is asked again next, and about what; null where it is not. */
export async function readOwnWish(query: Query, leadId: string) {
  const wish = await findWishInForce(query, leadId);
  if (!wish) return null;
  const [waiting] = await query
    .select({ dueAt: deliveries.dueAt, createdAt: deliveries.createdAt })
    .from(deliveries)
    .where(and(eq(deliveries.leadId, leadId), eq(deliveries.kind, "ask-again"), eq(deliveries.state, "pending")));
  if (!waiting) return null;
  const reading = await lastReading(query, wish);
  const moved = reading !== null && reading.readAt > waiting.createdAt;
  return { ...wish, nextAt: moved ? askedAgainAt(reading.readAt, wish.everyDays) : waiting.dueAt };
}

/**
 * A founder who has proved the mailbox wants to be asked again about a result of their own: no mail asks for a yes. As
 * often a day as a mailbox may be asked to confirm it. False where that is used up, or the result is not theirs.
 */
export async function askMeAgain(
  domain: Parameters<typeof confirmWish>[0] & { mailLimits: Pick<MailLimits, "reportsPerMailboxPerDay"> },
  { leadId, reference, everyDays }: { leadId: string; reference: string; everyDays: number },
): Promise<boolean> {
  const { database, clock, mailLimits } = domain;
  const [id, now] = [domain.ids(), clock()];
  const ofLead = and(eq(deliveries.leadId, leadId), eq(deliveries.kind, "ask-again"));
  const today = { limit: "mailbox", span: DAY, most: mailLimits.reportsPerMailboxPerDay, rows: mails(ofLead) } as const;
  const wish = await database.transaction(async (tx) => {
    if (await longestWait(tx, [today], now)) return null;
    const [own] = await tx
      .select({ assessmentId: assessments.id })
      .from(assessments)
      .innerJoin(attachments, and(eq(attachments.assessmentId, assessments.id), eq(attachments.leadId, leadId)))
      .where(eq(assessments.reference, reference));
    return own ? upsertWish(tx, { ...own, id, leadId, everyDays, now }) : null;
  });
  if (wish !== null) await confirmWish(domain, wish);
  return wish !== null;
}
