import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { findLeadId } from "#src/leads/find-lead-id.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";
import type { FactsReader } from "./read-facts.ts";
import { recordStandings } from "./record-standings.ts";

export interface StandingDomain extends FactsReader, SettingsReader, Pick<Domain, "clock" | "ids"> {
  database: Database;
  wakeDelivery: () => void;
}

/** Computes anew where leads stand, by their ids; at most a hundred at once. */
export async function refreshStandings(domain: StandingDomain, leadIds: readonly string[]): Promise<void> {
  if (leadIds.length === 0) return;
  const { settings } = await readSettings(domain);
  if (await domain.database.transaction((tx) => recordStandings(tx, domain, settings, leadIds))) domain.wakeDelivery();
}

/** Computes anew where the lead with an address stands; `address` as stored. */
export async function refreshStandingOf(domain: StandingDomain, address: string): Promise<void> {
  const leadId = await findLeadId(domain.database.query, address);
  if (leadId !== null) await refreshStandings(domain, [leadId]);
}

/** Computes anew where everybody stands who has asked for a result; nobody while the result is anonymous. */
export async function refreshStandingsAt(domain: StandingDomain, reference: string): Promise<void> {
  const found = await domain.database.query
    .select({ id: attachments.leadId })
    .from(attachments)
    .innerJoin(assessments, eq(assessments.id, attachments.assessmentId))
    .where(eq(assessments.reference, reference));
  await refreshStandings(
    domain,
    found.map(({ id }) => id),
  );
}
