import { and, eq } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { isInForce } from "#src/leads/erasing/end-wishes.ts";

/**
 * The picked fix that an answer is about: the one with this id or, where its plan has been replaced by one that picks the
 * same fix of the same result again, that one. So the links of an older mail say of it what those of a newer one would.
 */
export async function currentPick(query: Query, id: string): Promise<string> {
  const [asked] = await query
    .select({ item: pickedFixes.item, leadId: fixPlans.leadId, assessmentId: fixPlans.assessmentId })
    .from(pickedFixes)
    .innerJoin(fixPlans, eq(fixPlans.id, pickedFixes.planId))
    .where(eq(pickedFixes.id, id));
  if (!asked) return id;
  const same = [eq(fixPlans.leadId, asked.leadId), eq(fixPlans.assessmentId, asked.assessmentId)];
  const [current] = await query
    .select({ id: pickedFixes.id })
    .from(pickedFixes)
    .innerJoin(fixPlans, eq(fixPlans.id, pickedFixes.planId))
    .where(and(...same, isInForce(fixPlans), eq(pickedFixes.item, asked.item)));
  return current?.id ?? id;
}
