import { and, asc, eq, inArray, isNotNull, not, sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { answers, assessments, results } from "#db/schema/assessments.ts";
import { suppressions } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leads } from "#db/schema/leads.ts";
import { isNewest } from "#src/assessments/newest-revision.ts";
import { hashesOf, suppressionIn } from "#src/outbox/suppression.ts";
import type { LeadFacts } from "./lead-facts.ts";

export interface FactsReader {
  database: Pick<Database, "query">;
  /** The keyed hash of an address, as the suppression list keeps it. */
  hashAddress: (address: string) => string;
}

const typedFor = (table: "commitments" | "fix_plans") => sql`SELECT 1 FROM ${sql.identifier(table)}
  WHERE lead_id = ${attachments.leadId} AND assessment_id = ${attachments.assessmentId}`;

/**
 * True of an attachment that only a commitment or picked fixes made whose mailbox has not said yes: anybody who has the
 * result's link may have typed the address, so nobody at the desk or behind it hears of it.
 */
const isUnconfirmed = sql`(${attachments.claimedAt} IS NULL
  AND (EXISTS (${typedFor("commitments")}) OR EXISTS (${typedFor("fix_plans")}))
  AND NOT EXISTS (${typedFor("commitments")} AND confirmed_at IS NOT NULL)
  AND NOT EXISTS (${typedFor("fix_plans")} AND confirmed_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM lead_events WHERE lead_id = ${attachments.leadId}
    AND assessment_id = ${attachments.assessmentId} AND kind IN ('report-asked', 'call-asked')))`;

/** The facts of leads by their ids, in one round of seven queries; ids that are gone are left out. */
export async function readFacts({ database, hashAddress }: FactsReader, ids: readonly string[]): Promise<LeadFacts[]> {
  if (ids.length === 0) return [];
  const { query } = database;
  const among = [...ids];
  const [people, attached, events, given] = await Promise.all([
    query.select({ id: leads.id, address: leads.address }).from(leads).where(inArray(leads.id, among)),
    query
      .select({
        leadId: attachments.leadId,
        attachedAt: attachments.attachedAt,
        id: assessments.id,
        instrument: assessments.instrument,
        attribution: assessments.attribution,
        completedAt: assessments.completedAt,
      })
      .from(attachments)
      .innerJoin(assessments, eq(assessments.id, attachments.assessmentId))
      .where(and(inArray(attachments.leadId, among), isNotNull(assessments.completedAt), not(isUnconfirmed))),
    query
      .select({
        leadId: leadEvents.leadId,
        kind: leadEvents.kind,
        assessmentId: leadEvents.assessmentId,
        toValue: leadEvents.toValue,
        at: leadEvents.at,
      })
      .from(leadEvents)
      .where(inArray(leadEvents.leadId, among))
      .orderBy(asc(leadEvents.at), asc(leadEvents.id)),
    query
      .select({ leadId: consents.leadId, purpose: consents.purpose, withdrawnAt: consents.withdrawnAt })
      .from(consents)
      .where(inArray(consents.leadId, among)),
  ]);
  const sittings = [...new Set(attached.map(({ id }) => id))];
  const hashes = people.flatMap(({ address }) => hashesOf(hashAddress, address));
  const ofThese = inArray(results.assessmentId, sittings);
  const [scored, scorings, answered, suppressed] = await Promise.all([
    query.select().from(results).where(and(ofThese, isNewest)),
    query
      .select({
        assessmentId: results.assessmentId,
        scoredAt: results.scoredAt,
        isSized: sql<number>`${results.sizing} <> '{}'`.mapWith(Boolean),
      })
      .from(results)
      .where(ofThese)
      .orderBy(asc(results.revision)),
    query
      .select({ sitting: answers.assessmentId, item: answers.item, option: answers.option, at: answers.answeredAt })
      .from(answers)
      .where(and(inArray(answers.assessmentId, sittings), sql`${answers.item} GLOB 'c_*'`)),
    query.select().from(suppressions).where(inArray(suppressions.addressHash, hashes)),
  ]);
  const barring = suppressionIn(suppressed, hashAddress);

  const mine = <T extends { leadId: string }>(rows: readonly T[], id: string) =>
    rows.filter((row) => row.leadId === id);
  return people.map((lead) => ({
    lead,
    assessments: mine(attached, lead.id).flatMap(({ leadId: _, completedAt, ...one }) => {
      const context = answered.filter(({ sitting }) => sitting === one.id);
      const newest = scored.find(({ assessmentId }) => assessmentId === one.id);
      if (completedAt === null || !newest) return [];
      return {
        ...one,
        completedAt,
        context: Object.fromEntries(context.map(({ item, option }) => [item, option])),
        contextAt: context.map(({ at }) => at),
        newest,
        scorings: scorings.filter(({ assessmentId }) => assessmentId === one.id),
      };
    }),
    events: mine(events, lead.id),
    consents: mine(given, lead.id),
    suppressed: barring(lead.address) !== null,
  }));
}
