import { eq } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";

/** Reads the unfinished attempt whose link goes to the address that was given for this one mail. */
export async function prepareFinishLater(
  { database, banks, publicUrl }: Preparing & { banks: Banks },
  { recipient, assessmentId }: Pick<Delivery, "recipient" | "assessmentId">,
) {
  const [attempt] =
    assessmentId === null
      ? []
      : await database.query.select().from(assessments).where(eq(assessments.id, assessmentId));
  if (!attempt || recipient === null) throw new SubjectErased();
  const { instrument, reference, keptUntil, bankVersion } = attempt;
  const attemptUrl = paths.absolute(publicUrl, paths.attempt(instrument, reference));
  return { to: recipient, instrument: banks.of(bankVersion).instruments[instrument].name, keptUntil, attemptUrl };
}
