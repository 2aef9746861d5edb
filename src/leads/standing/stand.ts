import { eq } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { attachments, leads } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";
import { type FactsReader, readFacts } from "./read-facts.ts";
import { fallStatement, standStatements } from "./stand-statements.ts";
import { standingOf } from "./standing.ts";

/** What standing leads takes from its surroundings. */
export interface StandDomain extends FactsReader, SettingsReader, Pick<Domain, "clock" | "ids"> {
  wakeDelivery: () => void;
}

/**
 * Computes where leads stand and keeps it: read, compute, one write. What staff made of a lead stays; a lead without an
 * assessment has no standing. Staff are told of the first grade A in the same transaction. At most a hundred at once.
 */
export async function standLeads(domain: StandDomain, ids: readonly string[]): Promise<void> {
  const { database, clock } = domain;
  // Before the facts are read: a standing never claims to know what came after.
  const now = clock();
  const { settings } = await readSettings(domain);
  const facts = await readFacts(domain, ids);
  const each = facts.map((one) => {
    const stood = standingOf(one, settings.fee, now);
    return stood
      ? standStatements(stood.standing, { recipients: settings.notificationAddresses, now })
      : [fallStatement(one.lead.id)];
  });
  const results = await database.write(each.flat());
  let place = 0;
  let told = false;
  for (const { length } of each) {
    place += length;
    // What staff are told stands last, behind the standing itself.
    told ||= length > 1 && (results[place - 1]?.rowsAffected ?? 0) > 0;
  }
  if (told) domain.wakeDelivery();
}

/** Computes anew where the lead with an address stands; `address` as stored. */
export async function standAddress(domain: StandDomain, address: string): Promise<void> {
  const [lead] = await domain.database.query.select({ id: leads.id }).from(leads).where(eq(leads.address, address));
  if (lead) await standLeads(domain, [lead.id]);
}

/** Computes anew where everybody stands who has asked for a result; nobody while the result is anonymous. */
export async function standLeadsOf(domain: StandDomain, reference: string): Promise<void> {
  const found = await domain.database.query
    .select({ id: attachments.leadId })
    .from(attachments)
    .innerJoin(assessments, eq(assessments.id, attachments.assessmentId))
    .where(eq(assessments.reference, reference));
  await standLeads(
    domain,
    found.map(({ id }) => id),
  );
}
