import { eq, sql } from "drizzle-orm";
import type { Query, Tx } from "#db/client/transaction.ts";
import { checkIns, fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { endWishes } from "#src/leads/erasing/end-wishes.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { dayAfter } from "#src/progress/reminders/days.ts";
import { sayYes, whereYesStands } from "#src/progress/reminders/say-yes.ts";
import { sentOn } from "#src/progress/reminders/times.ts";
import type { Site } from "#src/words/site.ts";

type Confirming = StandingDomain & { site: Pick<Site, "consent"> };

/**
 * The mailbox says yes to check-ins: its consent, and a mail for each date, which wait in the outbox. What it picked before
 * is asked about no longer. Saying yes again, even at the same moment, changes nothing; neither does it once that was
 * stopped, or more than seven days after the mailbox was asked. A date that has passed meanwhile is today.
 */
export function confirmPlan(domain: Confirming, id: string): Promise<void> {
  const { version: textVersion } = domain.site.consent.checkIns;
  return sayYes(domain, textVersion, async (tx, now) => {
    const plan = await readPlan(tx, id);
    if (!plan || whereYesStands(plan, now) !== "open") return null;
    const { leadId, assessmentId } = plan;
    await endWishes(tx, "check-in", { leadId, now, except: id });
    await tx.update(fixPlans).set({ confirmedAt: now, textVersion }).where(eq(fixPlans.id, id));
    const dates = await tx
      .update(pickedFixes)
      .set({ dueAt: sql`max(${pickedFixes.dueAt}, ${dayAfter(now, 0)})` })
      .where(eq(pickedFixes.planId, id))
      .returning({ dueAt: pickedFixes.dueAt });
    for (const { dueAt } of dates) await checkOn(tx, plan, { id: domain.ids(), dueAt, now });
    return { leadId, assessmentId };
  });
}

type Row = typeof fixPlans.$inferSelect;

async function readPlan(query: Query, id: string): Promise<Row | null> {
  return (await query.select().from(fixPlans).where(eq(fixPlans.id, id)))[0] ?? null;
}

/** Sees to it that a plan is asked about on a day, by one mail however many fixes are due then. `id` is of a new check-in. */
export async function checkOn(
  tx: Tx,
  { id: planId, leadId, assessmentId }: Pick<Row, "id" | "leadId" | "assessmentId">,
  { id, dueAt, now }: { id: string; dueAt: number; now: number },
): Promise<void> {
  const made = await tx.insert(checkIns).values({ id, planId, dueAt }).onConflictDoNothing().returning();
  if (made.length === 0) return;
  const about = { leadId, assessmentId, checkInId: id };
  await enqueue(tx, { kind: "check-in", about, dueAt: Math.max(sentOn(dueAt), now), now });
}
