import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leadEvents } from "#db/schema/leads.ts";
import { recordStandings } from "#src/leads/standing/record-standings.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import { eraseDeliveries } from "#src/outbox/erase-deliveries.ts";
import type { Settings } from "#src/settings/settings.ts";

/** What erasing inside a transaction takes; the settings are read before it. */
export type EraseWith = Pick<StandingDomain, "clock" | "hashAddress"> & { settings: Settings };

/**
 * Erases results with all that hangs on them. Whoever else has one of them loses it and keeps other results, consents
 * and what staff made of them.
 *
 * @returns the ids of erased deliveries, for `forgetMail`.
 */
export async function eraseResults(tx: Tx, domain: EraseWith, ids: readonly number[]): Promise<string[]> {
  const of = [...ids];
  const gone = await eraseDeliveries(tx, inArray(deliveries.assessmentId, of));
  await tx.delete(leadEvents).where(inArray(leadEvents.assessmentId, of));
  const had = await tx
    .delete(attachments)
    .where(inArray(attachments.assessmentId, of))
    .returning({ leadId: attachments.leadId });
  // Before the results go: a standing falls with its newest one, and takes along what staff made of the lead.
  const leadIds = [...new Set(had.map(({ leadId }) => leadId))];
  for (let place = 0; place < leadIds.length; place += 100)
    await recordStandings(tx, domain, domain.settings, leadIds.slice(place, place + 100));
  await tx.delete(assessments).where(inArray(assessments.id, of));
  return gone;
}
