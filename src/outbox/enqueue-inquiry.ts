import { and, desc, eq, gt, type SQL } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import type { BoundStatement } from "#db/client/statements.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import type { Condition } from "./condition.ts";
import { type MailLimits, mailsAt } from "./limits.ts";
import { longestWait, type Window } from "./windows.ts";

/** The same words from the same address within this time are one inquiry. */
const SAME_SUBMISSION = 10 * MINUTE;

/** Who writes what. `address` as stored (lower-cased), `now` in milliseconds since 1970. */
export interface InquiryRequest {
  address: string;
  message: string;
  clientHash: string;
  now: number;
}

/** True while this is no repeated submission and every limit leaves room. Its arguments start with `limit_`. */
export function inquiryAllowed({ address, message, clientHash, now }: InquiryRequest, limits: MailLimits): Condition {
  return {
    sql: `NOT EXISTS (SELECT 1 FROM inquiries AS same
        WHERE same.address = :limit_address AND same.message = :limit_message AND same.created_at > :limit_recent)
      AND (SELECT count(*) FROM inquiries AS asked
        WHERE asked.client_hash = :limit_client AND asked.created_at > :limit_hour_ago) < :limit_per_client
      AND (SELECT count(*) FROM inquiries AS asked
        WHERE asked.address = :limit_address AND asked.created_at > :limit_day_ago) < :limit_per_mailbox
      AND (SELECT count(*) FROM deliveries AS asked
        WHERE asked.channel = 'mail' AND asked.created_at > :limit_day_ago) < :limit_in_all`,
    args: {
      limit_address: address,
      limit_message: message,
      limit_client: clientHash,
      limit_recent: now - SAME_SUBMISSION,
      limit_hour_ago: now - HOUR,
      limit_day_ago: now - DAY,
      limit_per_client: limits.reportsPerHour,
      limit_per_mailbox: limits.reportsPerMailboxPerDay,
      limit_in_all: limits.mailsPerDay,
    },
  };
}

/** The statement that tells each of staff's addresses of an inquiry; put it behind the inquiry in the same write. */
export function enqueueInquiry(request: {
  inquiryId: string;
  recipients: readonly string[];
  now: number;
}): BoundStatement {
  return {
    sql: `INSERT INTO deliveries (id, channel, kind, inquiry_id, recipient, state, due_at, created_at)
          SELECT lower(hex(randomblob(16))), 'mail', 'inquiry', inquiries.id, staff.value, 'pending', :now, :now
          FROM inquiries, json_each(:recipients) AS staff WHERE inquiries.id = :inquiry`,
    args: { inquiry: request.inquiryId, recipients: JSON.stringify(request.recipients), now: request.now },
  };
}

/** Whether the same words from the same address were taken just now: a repeated submission, not a limit. */
export async function hasSameInquiry(database: Database, { address, message, now }: InquiryRequest): Promise<boolean> {
  const same = and(
    eq(inquiries.address, address),
    eq(inquiries.message, message),
    gt(inquiries.createdAt, now - SAME_SUBMISSION),
  );
  return (await database.query.$count(inquiries, same)) > 0;
}

/** The limit that refuses this inquiry, the one that lasts longest where there are several; null where there is room. */
export function inquiryRefusal(database: Database, request: InquiryRequest, limits: MailLimits) {
  const { address, clientHash, now } = request;
  const ofClient = eq(inquiries.clientHash, clientHash);
  const ofAddress = eq(inquiries.address, address);
  return longestWait<"mailbox" | "client" | "total">(
    [
      { limit: "mailbox", span: DAY, most: limits.reportsPerMailboxPerDay, at: inquiriesAt(database, ofAddress) },
      { limit: "client", span: HOUR, most: limits.reportsPerHour, at: inquiriesAt(database, ofClient) },
      { limit: "total", span: DAY, most: limits.mailsPerDay, at: mailsAt(database) },
    ],
    now,
  );
}

function inquiriesAt({ query }: Database, which: SQL): Window<string>["at"] {
  return async (since, place) => {
    const [found] = await query
      .select({ createdAt: inquiries.createdAt })
      .from(inquiries)
      .where(and(which, gt(inquiries.createdAt, since)))
      .orderBy(desc(inquiries.createdAt))
      .limit(1)
      .offset(place);
    return found?.createdAt;
  };
}
