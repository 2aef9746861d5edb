import { and, eq, isNull } from "drizzle-orm";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { askedAgainAt } from "#src/progress/ask-again/rules.ts";
import { linkToken } from "#src/tokens.ts";

/** Reads when a mailbox would be asked again, and signs the links that confirm it or say "not you". @throws SubjectErased */
export async function prepareConfirmAgain(
  { database, banks, publicUrl, sign }: Preparing & { banks: Banks },
  { id, leadId, assessmentId }: Pick<Delivery, "id" | "leadId" | "assessmentId">,
) {
  const waiting = and(isNull(retakeReminders.confirmedAt), isNull(retakeReminders.stoppedAt));
  const [row] = await database.query
    .select({ wish: retakeReminders, address: leads.address, instrument: assessments.instrument })
    .from(retakeReminders)
    .innerJoin(leads, eq(leads.id, retakeReminders.leadId))
    .innerJoin(assessments, eq(assessments.id, retakeReminders.assessmentId))
    .where(and(eq(leads.id, leadId ?? ""), eq(assessments.id, assessmentId ?? -1), waiting));
  if (!row) throw new SubjectErased();
  const { wish, address, instrument } = row;
  return {
    to: address,
    instrument: banks.newest.instruments[instrument].name,
    days: wish.everyDays,
    askedAgainAt: askedAgainAt(wish.askedAt, wish.everyDays),
    confirmUrl: paths.absolute(publicUrl, paths.askAgain(linkToken(sign, "confirm-again", wish.id))),
    notYouUrl: paths.absolute(publicUrl, paths.notYou(linkToken(sign, "not-you", id))),
  };
}
