import { eq } from "drizzle-orm";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { dayAfter } from "#src/progress/reminders/days.ts";
import { checkOn } from "./confirm-plan.ts";
import { LATER_DAYS } from "./rules.ts";

export const CHECK_IN_ANSWERS = ["done", "later"] as const;
export type CheckInAnswer = (typeof CHECK_IN_ANSWERS)[number];

type Answering = Pick<Domain, "database" | "clock" | "ids"> & { wakeDelivery: () => void };

/**
 * Keeps what the founder says of a picked fix: it is done, or not yet, and asked about in two weeks. The last word counts;
 * the same word again changes nothing. It moves no score. Once check-ins are stopped "not yet" has nothing to wait for.
 */
export async function answerCheckIn(domain: Answering, id: string, answer: CheckInAnswer): Promise<void> {
  const { database, clock, ids } = domain;
  const now = clock();
  const checkIn = ids();
  await database.transaction(async (tx) => {
    const [found] = await tx
      .select({ fix: pickedFixes, plan: fixPlans })
      .from(pickedFixes)
      .innerJoin(fixPlans, eq(fixPlans.id, pickedFixes.planId))
      .where(eq(pickedFixes.id, id));
    if (!found || found.plan.confirmedAt === null) return;
    const { fix, plan } = found;
    const update = (set: Partial<typeof fix>) => tx.update(pickedFixes).set(set).where(eq(pickedFixes.id, id));
    if (answer === "done") {
      if (fix.doneAt === null) await update({ doneAt: now });
      return;
    }
    if (plan.stoppedAt !== null) return;
    const waits = fix.dueAt > dayAfter(now, 0);
    const dueAt = waits ? fix.dueAt : dayAfter(now, LATER_DAYS);
    await update({ doneAt: null, dueAt });
    await checkOn(tx, plan, { id: checkIn, dueAt, now });
  });
  domain.wakeDelivery();
}
