import { asc, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { answers, results } from "#db/schema/assessments.ts";
import { seatInvites, seats } from "#db/schema/progress.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { DONT_KNOW } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";
import { exportClosed, exportLinks } from "./export-closed.ts";
import type { ExportFile } from "./export-schema.ts";
import { iso, isoOrNull } from "./export-time.ts";
import type { OwnAssessment } from "./own-assessments.ts";

type Exported = ExportFile["assessments"][number];
export type ExportSource = { database: Database; banks: Banks; publicUrl: string };

/** The private address of a sitting: of its result, or of its questions while it is not completed. */
export function addressOf(publicUrl: string, one: Pick<OwnAssessment, "reference" | "instrument" | "completedAt">) {
  const { reference, instrument, completedAt } = one;
  return paths.absolute(
    publicUrl,
    completedAt === null ? paths.attempt(instrument, reference) : paths.result(reference),
  );
}

/**
 * One sitting of a mailbox as the file has it: as stored, with the words of the version that asked beside the ids. The Snapshot that
 * filled it in is named only where it is among `own`: whoever took both may be somebody else.
 */
export async function exportAssessment(
  source: ExportSource,
  one: OwnAssessment,
  own: readonly OwnAssessment[],
): Promise<Exported> {
  const { database, publicUrl } = source;
  const url = (path: string) => paths.absolute(publicUrl, path);
  const revisions = await database.query
    .select()
    .from(results)
    .where(eq(results.assessmentId, one.id))
    .orderBy(asc(results.revision));
  const from = own.find(({ reference }) => reference === one.carriedFrom);
  return {
    url: addressOf(publicUrl, one),
    share_url: one.shareReference === null ? null : url(paths.shared(one.shareReference)),
    instrument: one.instrument,
    bank_version: one.bankVersion,
    model_version: one.modelVersion,
    started_at: iso(one.startedAt),
    completed_at: isoOrNull(one.completedAt),
    elapsed_seconds: one.elapsedSeconds,
    kept_until: iso(one.keptUntil),
    attached_at: isoOrNull(one.attachedAt),
    claimed_at: isoOrNull(one.claimedAt),
    retake: one.retake,
    carried_from: from ? addressOf(publicUrl, from) : null,
    attribution: Object.fromEntries(Object.entries(one.attribution).map(([name, value]) => [name, value ?? ""])),
    answers: await exportAnswers(source, one),
    closed_answers: await exportClosed(source, one),
    colleague_links: await exportLinks(source, one.id),
    revisions: revisions.map(({ revision, scoredAt, currency, sizing, result }) => ({
      revision,
      scored_at: iso(scoredAt),
      currency,
      sizing,
      // Plain data, read out of a JSON column.
      result: result as unknown as Exported["revisions"][number]["result"],
    })),
    seats: await exportInvite(source, one.id),
    seat: await exportSeat(source, one.id),
  };
}

async function exportAnswers(
  { database, banks }: ExportSource,
  { id, bankVersion }: OwnAssessment,
): Promise<Exported["answers"]> {
  const bank = banks.of(bankVersion);
  const given = await database.query
    .select()
    .from(answers)
    .where(eq(answers.assessmentId, id))
    .orderBy(asc(answers.answeredAt), asc(answers.item));
  return given.map(({ item, option, firstShownAt, answeredAt, onPage, carried }) => {
    const scored = bank.items.find((one) => one.id === item);
    const asked = scored ?? bank.context.find((one) => one.id === item);
    const unsure = option === DONT_KNOW ? scored?.dontKnow.label : undefined;
    return {
      item,
      prompt: asked?.prompt ?? null,
      option,
      label: unsure ?? asked?.options.find((one) => one.id === option)?.label ?? null,
      first_shown_at: iso(firstShownAt),
      answered_at: iso(answeredAt),
      milliseconds_on_page: onPage,
      carried,
    };
  });
}

async function exportInvite({ database, publicUrl }: ExportSource, id: number): Promise<Exported["seats"]> {
  const [invite] = await database.query.select().from(seatInvites).where(eq(seatInvites.assessmentId, id));
  if (!invite) return null;
  return {
    invite_url: paths.absolute(publicUrl, paths.seatInvite(invite.reference)),
    opened_at: iso(invite.createdAt),
    closed_at: isoOrNull(invite.closedAt),
    others: await database.query.$count(seats, eq(seats.besideId, id)),
  };
}

async function exportSeat({ database }: ExportSource, id: number): Promise<Exported["seat"]> {
  const [seat] = await database.query.select().from(seats).where(eq(seats.assessmentId, id));
  if (!seat) return null;
  const { number, scope, takenAt, doneAt } = seat;
  return { number, scope, taken_at: iso(takenAt), done_at: isoOrNull(doneAt) };
}
