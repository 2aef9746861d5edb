import { eq } from "drizzle-orm";
import { checkIns } from "#db/schema/check-ins.ts";
import { leads } from "#db/schema/leads.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { findPlan, type PlanReader } from "#src/progress/check-ins/find-plan.ts";
import { linkToken } from "#src/tokens.ts";

/**
 * Reads what a mailbox picked for a date and has not called done, in the words of the report that offered it, and signs
 * the links to answer for each and to stop.
 *
 * @throws SubjectErased
 */
export async function prepareCheckIn(
  domain: Preparing & PlanReader,
  { leadId, checkInId }: Pick<Delivery, "leadId" | "checkInId">,
) {
  const { query } = domain.database;
  const { publicUrl, sign } = domain;
  const [checkIn] = await query
    .select()
    .from(checkIns)
    .where(eq(checkIns.id, checkInId ?? ""));
  const [lead] = await query
    .select()
    .from(leads)
    .where(eq(leads.id, leadId ?? ""));
  const plan = checkIn && (await findPlan(domain, checkIn.planId));
  if (!plan || !lead) throw new SubjectErased();
  const ofDate = plan.fixes.filter(({ dueAt }) => dueAt === checkIn.dueAt);
  const open = ofDate.filter(({ doneAt }) => doneAt === null);
  const absolute = (path: string) => paths.absolute(publicUrl, path);
  return {
    to: lead.address,
    dueAt: checkIn.dueAt,
    // With nothing open it is not sent.
    fixes: (open.length > 0 ? open : ofDate).map(({ id, title, proof }) => {
      const answer = (word: "done" | "later") => absolute(paths.checkInAnswer(linkToken(sign, "check-in", id), word));
      return { title, proof, doneUrl: answer("done"), laterUrl: answer("later") };
    }),
    stopUrl: absolute(paths.stopCheckIns(linkToken(sign, "stop-check-ins", plan.id))),
  };
}
