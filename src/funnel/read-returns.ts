import { sql } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { list } from "#db/schema/columns.ts";
import { ASKING_MAILS } from "#src/names/deliveries.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { DAY } from "#src/time.ts";

/** So long a mail that asks for another reading, and a first reading, have time to lead to one. */
export const ASKED_DAYS = 30;
export const FIRST_DAYS = 120;

/** How many there were, and how many of them led to a later reading of the same mailbox in their time. */
export interface Returned {
  count: number;
  back: number;
}

export interface Returns {
  /** Mails that asked for another reading. */
  asked: Returned;
  /** First readings of a mailbox whose owner has said that they are theirs. */
  first: Returned;
}

/**
 * Who came back, of those whose time to do so ran out between two moments (milliseconds since 1970): thirty days after a
 * mail that asked for it, and 120 days after a first reading by this instrument.
 */
export async function readReturns(
  query: Query,
  { instrument, from, until }: { instrument: InstrumentId; from: number; until: number },
): Promise<Returns> {
  const [asked, first] = [ASKED_DAYS * DAY, FIRST_DAYS * DAY];
  const later = (lead: string, since: string, within: number) => sql`EXISTS (
    SELECT 1 FROM attachments AS own JOIN assessments AS later ON later.id = own.assessment_id
    WHERE own.lead_id = ${sql.raw(lead)} AND own.claimed_at IS NOT NULL AND later.instrument = ${instrument}
      AND later.completed_at > ${sql.raw(since)} AND later.completed_at <= ${sql.raw(since)} + ${within})`;
  const mails = query.all<Returned>(sql`
    SELECT count(*) AS count, coalesce(sum(${later("mail.lead_id", "mail.sent_at", asked)}), 0) AS back
    FROM deliveries AS mail JOIN assessments AS base ON base.id = mail.assessment_id
    WHERE mail.kind IN (${list(ASKING_MAILS)}) AND base.instrument = ${instrument}
      AND mail.sent_at > ${from - asked} AND mail.sent_at <= ${until - asked}`);
  // Few of all readings are claimed, none before it was begun: those are gone through, and no other reading.
  const firsts = query.all<Returned>(sql`
    SELECT count(*) AS count, coalesce(sum(${later("mine.lead_id", "read.completed_at", first)}), 0) AS back
    FROM attachments AS mine INDEXED BY attachments_claimed CROSS JOIN assessments AS read ON read.id = mine.assessment_id
    WHERE mine.claimed_at > ${from - first} AND read.instrument = ${instrument} AND read.completed_at IS NOT NULL
      AND read.started_at > ${from - first} AND read.started_at <= ${until - first}
      AND read.completed_at <= ${until - first}
      AND NOT EXISTS (
        SELECT 1 FROM attachments AS other JOIN assessments AS before ON before.id = other.assessment_id
        WHERE other.lead_id = mine.lead_id AND other.claimed_at IS NOT NULL AND before.instrument = ${instrument}
          AND before.completed_at < read.completed_at)`);
  const none = { count: 0, back: 0 };
  const [[ofMails = none], [ofFirsts = none]] = await Promise.all([mails, firsts]);
  return { asked: ofMails, first: ofFirsts };
}
