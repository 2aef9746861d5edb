import { and, eq, isNull } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { checkIns, fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { isInForce } from "#src/leads/erasing/end-wishes.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import { consentStands } from "#src/progress/reminders/consent-stands.ts";

/** How the outbox words a check-in whose fixes were all answered for while it waited. */
const ANSWERED = "nothing is left to ask about on this date";

/**
 * Why a check-in is not sent, or null: its mailbox stopped it or took its consent back, or nothing of its date is open any
 * more. Asked before every try.
 */
export async function whyNotChecked(query: Query, checkInId: string | null): Promise<string | null> {
  const [found] = await query
    .select({ plan: fixPlans, dueAt: checkIns.dueAt })
    .from(checkIns)
    .innerJoin(fixPlans, eq(fixPlans.id, checkIns.planId))
    .where(and(eq(checkIns.id, checkInId ?? ""), isInForce(fixPlans)));
  if (!found || !(await consentStands(query, found.plan))) return STOPPED;
  const ofDate = and(eq(pickedFixes.planId, found.plan.id), eq(pickedFixes.dueAt, found.dueAt));
  return (await query.$count(pickedFixes, and(ofDate, isNull(pickedFixes.doneAt)))) > 0 ? null : ANSWERED;
}
