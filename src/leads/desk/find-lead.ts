import { asc, desc, eq, getTableColumns, inArray } from "drizzle-orm";
import { type Attribution, assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leadStandings, leads } from "#db/schema/leads.ts";
import { staff as people } from "#db/schema/staff.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { choiceOf } from "#src/leads/standing/outreach.ts";
import { type FactsReader, readFacts } from "#src/leads/standing/read-facts.ts";
import { standingOf } from "#src/leads/standing/standing.ts";
import type { OutreachChoice } from "#src/names/leads.ts";
import type { LeadScore } from "#src/scoring/lead-score.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";
import { type ComesBack, readComingBack } from "./coming-back.ts";

/** How many of a lead's assessments and deliveries a page shows, newest first. */
const MOST = 50;

/** Everything the desk shows of one lead. Times are milliseconds since 1970. */
export interface FoundLead {
  lead: typeof leads.$inferSelect;
  standing: typeof leadStandings.$inferSelect;
  ownerName: string | null;
  /** The score with its parts, as of the standing; null without consent to follow-up. */
  score: LeadScore | null;
  /** What staff last said of outreach; `was` of the form that changes it. */
  choice: OutreachChoice;
  /** Where it stands with coming back; null where no mail has asked for that, and none is to come. */
  back: ComesBack | null;
  /** Newest first, each with its newest result. */
  assessments: { assessment: Assessment; attribution: Attribution; attachedAt: number }[];
  consents: (typeof consents.$inferSelect)[];
  /** Newest first, without their messages. */
  deliveries: Omit<typeof deliveries.$inferSelect, "message" | "leaseKey" | "leasedUntil" | "clientHash">[];
  /** Oldest first. Names are null where nobody of staff did it, and those of owners who have gone. */
  events: (typeof leadEvents.$inferSelect & {
    staffName: string | null;
    fromName: string | null;
    toName: string | null;
  })[];
}

/** A lead by its id with all that belongs to it, or null when there is none. */
export async function findLead(
  reader: FactsReader & SettingsReader & Pick<Domain, "banks">,
  id: string,
): Promise<FoundLead | null> {
  const { query } = reader.database;
  const [row] = await query
    .select({ lead: leads, standing: leadStandings, ownerName: people.name })
    .from(leads)
    .innerJoin(leadStandings, eq(leadStandings.leadId, leads.id))
    .leftJoin(people, eq(people.id, leadStandings.ownerId))
    .where(eq(leads.id, id));
  if (!row) return null;
  const { message: _m, leaseKey: _k, leasedUntil: _u, clientHash: _h, ...shown } = getTableColumns(deliveries);
  const [[facts], { settings }, attached, given, sent, happened] = await Promise.all([
    readFacts(reader, [id]),
    readSettings(reader),
    query
      .select({
        reference: assessments.reference,
        attribution: assessments.attribution,
        attachedAt: attachments.attachedAt,
      })
      .from(attachments)
      .innerJoin(assessments, eq(assessments.id, attachments.assessmentId))
      .where(eq(attachments.leadId, id))
      .orderBy(desc(assessments.completedAt), desc(assessments.id))
      .limit(MOST),
    query.select().from(consents).where(eq(consents.leadId, id)).orderBy(asc(consents.givenAt), asc(consents.id)),
    query
      .select(shown)
      .from(deliveries)
      .where(eq(deliveries.leadId, id))
      .orderBy(desc(deliveries.createdAt))
      .limit(MOST),
    query.select().from(leadEvents).where(eq(leadEvents.leadId, id)).orderBy(asc(leadEvents.at), asc(leadEvents.id)),
  ]);
  const found = await Promise.all(
    attached.map(async ({ reference, ...one }) => ({ ...one, assessment: await findAssessment(reader, reference) })),
  );
  const back = (await readComingBack(query, [id])).get(id) ?? null;
  const nameOf = await namesOf(reader, happened);
  return {
    ...row,
    back,
    score: (facts && standingOf(facts, settings.fee, row.standing.scoredAsOf)?.score) ?? null,
    choice: choiceOf(facts?.events ?? []),
    assessments: found.flatMap(({ assessment, ...one }) => (assessment ? [{ ...one, assessment }] : [])),
    consents: given,
    deliveries: sent,
    events: happened.map((event) => ({
      ...event,
      staffName: nameOf(event.staffId) ?? event.staffName,
      fromName: event.kind === "owner-changed" ? nameOf(event.fromValue) : null,
      toName: event.kind === "owner-changed" ? nameOf(event.toValue) : null,
    })),
  };
}

/** The names of everybody of staff that the events speak of: who did it, and who owned the lead before and after. */
async function namesOf({ database }: FactsReader, events: readonly (typeof leadEvents.$inferSelect)[]) {
  const named = events.flatMap(({ kind, staffId, fromValue, toValue }) =>
    kind === "owner-changed" ? [staffId, fromValue, toValue] : [staffId],
  );
  const ids = [...new Set(named.filter((id) => id !== null))];
  const rows =
    ids.length > 0
      ? await database.query.select({ id: people.id, name: people.name }).from(people).where(inArray(people.id, ids))
      : [];
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id: string | null) => (id === null ? null : (names.get(id) ?? null));
}
