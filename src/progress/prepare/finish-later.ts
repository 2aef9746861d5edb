import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { type Delivery, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";

interface Domain {
  database: Database;
  bank: Bank;
  publicUrl: string;
}

/** Reads the unfinished attempt whose link goes to the address that was given for this one mail. */
export async function prepareFinishLater(
  { database, bank, publicUrl }: Domain,
  { recipient, assessmentId }: Pick<Delivery, "recipient" | "assessmentId">,
) {
  const [attempt] =
    assessmentId === null
      ? []
      : await database.query.select().from(assessments).where(eq(assessments.id, assessmentId));
  if (!attempt || recipient === null) throw new SubjectErased();
  const { instrument, reference, keptUntil } = attempt;
  const attemptUrl = paths.absolute(publicUrl, paths.attempt(instrument, reference));
  return { to: recipient, instrument: bank.instruments[instrument].name, keptUntil, attemptUrl };
}
