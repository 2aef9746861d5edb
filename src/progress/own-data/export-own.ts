import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { assessments } from "#db/schema/assessments.ts";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { consents, leadEvents, leads } from "#db/schema/leads.ts";
import { commitments, founderSessions, retakes, signInLinks } from "#db/schema/progress.ts";
import { paths } from "#src/paths.ts";
import { agreedTo } from "#src/words/consent-text.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import { addressOf, type ExportSource, exportAssessment } from "./export-assessment.ts";
import { exportInquiries, exportMessages } from "./export-messages.ts";
import { type ExportFile, exportFile } from "./export-schema.ts";
import { iso, isoOrNull } from "./export-time.ts";
import { type OwnAssessment, readOwnAssessments } from "./own-assessments.ts";

export interface ExportDomain extends ExportSource {
  clock: () => number;
  site: Site;
  words: Pick<Words, "ownData">;
}

/** Events that the mailbox's owner, or somebody with the address, caused. What staff do is theirs. */
const CAUSED = [
  "report-asked",
  "call-asked",
  "detached",
  "signed-in",
  "retook",
  "commitment-made",
  "consent-withdrawn",
] as const;

/** Everything that is held about a mailbox, but for what the file itself says is left out; null when there is no such lead. */
export async function exportOwn(domain: ExportDomain, lead: string): Promise<ExportFile | null> {
  const { database, clock, site, publicUrl, words } = domain;
  const [person] = await database.query.select().from(leads).where(eq(leads.id, lead));
  if (!person) return null;
  const { own, unclaimed } = await readOwnAssessments(domain, lead);
  const given = await database.query.select().from(consents).where(eq(consents.leadId, lead)).orderBy(consents.givenAt);
  return exportFile.parse({
    about: {
      format: 1,
      schema: paths.absolute(publicUrl, paths.exportSchema),
      site: site.name,
      made_at: iso(clock()),
      contact: site.email,
      left_out: [...words.ownData.export.leftOut],
    },
    mailbox: {
      address: person.address,
      name: person.name,
      firm: person.firm,
      phone: person.phone,
      since: iso(person.createdAt),
    },
    consents: given.map(({ purpose, textVersion, givenAt, withdrawnAt }) => ({
      purpose,
      text_version: textVersion,
      text: agreedTo(site, purpose, textVersion).text,
      given_at: iso(givenAt),
      withdrawn_at: isoOrNull(withdrawnAt),
    })),
    assessments: await Promise.all(own.map((one) => exportAssessment(domain, one, own))),
    unclaimed: unclaimed.map(({ instrument, completedAt, attachedAt }) => ({
      instrument,
      completed_at: isoOrNull(completedAt),
      attached_at: iso(attachedAt ?? 0),
    })),
    commitments: await exportCommitments(domain, lead, own),
    ask_again: await exportWishes(domain, lead),
    check_ins: await exportPlans(domain, lead),
    messages: await exportMessages(domain, lead, person.address),
    inquiries: await exportInquiries(domain, person.address),
    sign_ins: await exportSignIns(domain, lead),
    events: await exportEvents(domain, lead, own),
  });
}

/**
 * Those that this mailbox is reminded of, and those made without a reminder at a result that it has claimed. Of one that
 * came with the address and nobody confirmed, neither the words nor the result: they may be somebody else's.
 */
async function exportCommitments(domain: ExportDomain, lead: string, own: OwnAssessment[]) {
  const { database, publicUrl } = domain;
  const claimed = own.map(({ id }) => id);
  const rows = await database.query
    .select({ made: commitments, sitting: assessments })
    .from(commitments)
    .innerJoin(assessments, eq(assessments.id, commitments.assessmentId))
    .where(
      or(eq(commitments.leadId, lead), and(inArray(commitments.assessmentId, claimed), isNull(commitments.leadId))),
    )
    .orderBy(asc(commitments.madeAt));
  const opened = await database.query
    .select({ commitment: retakes.commitmentId, sitting: assessments })
    .from(retakes)
    .innerJoin(assessments, eq(assessments.id, retakes.assessmentId))
    .where(eq(retakes.leadId, lead));
  const proved = (made: (typeof rows)[number]["made"]) =>
    made.confirmedAt !== null || claimed.includes(made.assessmentId);
  return rows.map(({ made, sitting }) => ({
    assessment_url: proved(made) ? addressOf(publicUrl, sitting) : null,
    layer: made.layer,
    condition: proved(made) ? made.condition : null,
    due_at: iso(made.dueAt),
    made_at: iso(made.madeAt),
    reminded: made.leadId === lead,
    confirmed_at: isoOrNull(made.confirmedAt),
    stopped_at: isoOrNull(made.stoppedAt),
    outcome: made.outcome,
    said_at: isoOrNull(made.saidAt),
    retake_urls: opened
      .filter(({ commitment }) => commitment === made.id)
      .map((one) => addressOf(publicUrl, one.sitting)),
  }));
}

async function exportWishes({ database }: ExportDomain, lead: string) {
  const wishes = await database.query
    .select()
    .from(retakeReminders)
    .where(eq(retakeReminders.leadId, lead))
    .orderBy(asc(retakeReminders.askedAt));
  return wishes.map(({ everyDays, askedAt, confirmedAt, stoppedAt }) => ({
    every_days: everyDays,
    asked_at: iso(askedAt),
    confirmed_at: isoOrNull(confirmedAt),
    stopped_at: isoOrNull(stoppedAt),
  }));
}

async function exportPlans({ database }: ExportDomain, lead: string) {
  const rows = await database.query
    .select({ plan: fixPlans, fix: pickedFixes })
    .from(fixPlans)
    .innerJoin(pickedFixes, eq(pickedFixes.planId, fixPlans.id))
    .where(eq(fixPlans.leadId, lead))
    .orderBy(asc(fixPlans.askedAt), asc(pickedFixes.dueAt));
  return [...Map.groupBy(rows, ({ plan }) => plan.id).values()].map((those) => {
    const { askedAt, confirmedAt, stoppedAt } = (those[0] as (typeof rows)[number]).plan;
    return {
      asked_at: iso(askedAt),
      confirmed_at: isoOrNull(confirmedAt),
      stopped_at: isoOrNull(stoppedAt),
      fixes: those.map(({ fix }) => ({ question: fix.item, due_at: iso(fix.dueAt), done_at: isoOrNull(fix.doneAt) })),
    };
  });
}

async function exportSignIns({ database }: ExportDomain, lead: string) {
  const links = await database.query
    .select()
    .from(signInLinks)
    .where(eq(signInLinks.leadId, lead))
    .orderBy(signInLinks.createdAt);
  const sessions = await database.query
    .select()
    .from(founderSessions)
    .where(eq(founderSessions.leadId, lead))
    .orderBy(founderSessions.createdAt);
  return {
    links: links.map(({ createdAt, expiresAt, usedAt }) => ({
      asked_at: iso(createdAt),
      expires_at: iso(expiresAt),
      used_at: isoOrNull(usedAt),
    })),
    sessions: sessions.map(({ createdAt, lastSeenAt, expiresAt }) => ({
      began_at: iso(createdAt),
      last_seen_at: iso(lastSeenAt),
      ends_at: iso(expiresAt),
    })),
  };
}

async function exportEvents({ database, publicUrl }: ExportDomain, lead: string, own: OwnAssessment[]) {
  const rows = await database.query
    .select()
    .from(leadEvents)
    .where(and(eq(leadEvents.leadId, lead), inArray(leadEvents.kind, [...CAUSED]), isNull(leadEvents.staffId)))
    .orderBy(asc(leadEvents.at));
  return rows.map(({ kind, at, detail, assessmentId }) => {
    const about = own.find(({ id }) => id === assessmentId);
    return {
      kind,
      at: iso(at),
      detail,
      assessment_url: about ? addressOf(publicUrl, about) : null,
    };
  });
}
