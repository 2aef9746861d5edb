import { and, countDistinct, eq, isNull, min } from "drizzle-orm";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { leads } from "#db/schema/leads.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { linkToken } from "#src/tokens.ts";

/** Reads on how many days a mailbox would be asked, and signs the links that confirm it or say "not you". @throws SubjectErased */
export async function prepareConfirmCheckIns(
  { database, publicUrl, sign }: Preparing,
  { id, leadId, assessmentId }: Pick<Delivery, "id" | "leadId" | "assessmentId">,
) {
  const waiting = and(isNull(fixPlans.confirmedAt), isNull(fixPlans.stoppedAt));
  const [row] = await database.query
    .select({
      plan: fixPlans.id,
      address: leads.address,
      dates: countDistinct(pickedFixes.dueAt),
      first: min(pickedFixes.dueAt),
    })
    .from(fixPlans)
    .innerJoin(leads, eq(leads.id, fixPlans.leadId))
    .innerJoin(pickedFixes, eq(pickedFixes.planId, fixPlans.id))
    .where(and(eq(leads.id, leadId ?? ""), eq(fixPlans.assessmentId, assessmentId ?? -1), waiting))
    .groupBy(fixPlans.id);
  if (!row?.first) throw new SubjectErased();
  return {
    to: row.address,
    dates: row.dates,
    firstAt: row.first,
    confirmUrl: paths.absolute(publicUrl, paths.checkIns(linkToken(sign, "confirm-check-ins", row.plan))),
    notYouUrl: paths.absolute(publicUrl, paths.notYou(linkToken(sign, "not-you", id))),
  };
}
