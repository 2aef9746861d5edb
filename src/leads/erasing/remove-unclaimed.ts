import { and, eq, isNull } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";
import { recordStandings } from "#src/leads/standing/record-standings.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import type { MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { detachAddress } from "./detach-address.ts";

/**
 * "Not mine": takes the address off a result that came in without proof, with what was sent about it. The mailbox stays,
 * with its consents, and nothing is suppressed. Returns false where that mailbox has no such result.
 */
export async function removeUnclaimed(
  domain: StandingDomain & MailForgetter,
  { leadId, reference }: { leadId: string; reference: string },
): Promise<boolean> {
  const { database } = domain;
  const { settings } = await readSettings(domain);
  const gone = await database.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: assessments.id })
      .from(assessments)
      .innerJoin(attachments, eq(attachments.assessmentId, assessments.id))
      .where(and(eq(assessments.reference, reference), eq(attachments.leadId, leadId), isNull(attachments.claimedAt)));
    if (!found) return null;
    const messages = await detachAddress(tx, leadId, found.id);
    return { messages, wakes: await recordStandings(tx, domain, settings, [leadId]) };
  });
  if (gone === null) return false;
  await domain.forgetMail(gone.messages);
  if (gone.wakes) domain.wakeDelivery();
  await database.checkpoint();
  return true;
}
