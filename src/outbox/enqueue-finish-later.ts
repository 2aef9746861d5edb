import { and, desc, eq, gt, inArray, or } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import type { BoundStatement } from "#db/client/statements.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { type MailLimits, mailsAt } from "./limits.ts";
import { longestWait } from "./windows.ts";

/** Asking again within this time, or while the message is on its way, makes no second message. */
const SAME_SUBMISSION = 10 * MINUTE;

/** Who wants an attempt's link where. `address` as stored (lower-cased), `now` in milliseconds since 1970. */
export interface FinishLater {
  assessmentId: number;
  address: string;
  clientHash: string;
  now: number;
}

/**
 * The statement that puts the mail with an unfinished attempt's link into the outbox. The address stands in this row only:
 * it makes nobody a lead. It inserts nothing when the attempt is completed or gone, the same mail is under way or younger
 * than ten minutes, or a limit is reached.
 */
export function enqueueFinishLater(id: string, request: FinishLater, limits: MailLimits): BoundStatement {
  return {
    sql: `INSERT INTO deliveries (id, channel, kind, assessment_id, recipient, state, due_at, client_hash, created_at)
          SELECT :id, 'mail', 'finish-later', assessments.id, :address, 'pending', :now, :client, :now
          FROM assessments
          WHERE assessments.id = :assessment AND completed_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM deliveries AS same
              WHERE same.kind = 'finish-later' AND same.assessment_id = assessments.id AND same.recipient = :address
                AND (same.state IN ('pending', 'sending') OR same.created_at > :recent))
            AND (SELECT count(*) FROM deliveries AS asked WHERE asked.client_hash = :client
              AND asked.kind = 'finish-later' AND asked.created_at > :hour_ago) < :per_client
            AND (SELECT count(*) FROM deliveries AS asked WHERE asked.recipient = :address
              AND asked.kind = 'finish-later' AND asked.created_at > :day_ago) < :per_mailbox
            AND (SELECT count(*) FROM deliveries AS asked
              WHERE asked.channel = 'mail' AND asked.created_at > :day_ago) < :in_all`,
    args: {
      id,
      assessment: request.assessmentId,
      address: request.address,
      client: request.clientHash,
      now: request.now,
      recent: request.now - SAME_SUBMISSION,
      hour_ago: request.now - HOUR,
      day_ago: request.now - DAY,
      per_client: limits.reportsPerHour,
      per_mailbox: limits.reportsPerMailboxPerDay,
      in_all: limits.mailsPerDay,
    },
  };
}

/** Whether the same mail makes another one needless: a repeated submission, not a limit that was reached. */
export async function hasSameFinishLater(database: Database, request: FinishLater): Promise<boolean> {
  const [same] = await database.query
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.kind, "finish-later"),
        eq(deliveries.assessmentId, request.assessmentId),
        eq(deliveries.recipient, request.address),
        or(inArray(deliveries.state, ["pending", "sending"]), gt(deliveries.createdAt, request.now - SAME_SUBMISSION)),
      ),
    )
    .orderBy(desc(deliveries.createdAt))
    .limit(1);
  return same !== undefined;
}

/** The limit that refuses this mail, the one that lasts longest where there are several; null where there is room. */
export function finishLaterRefusal(database: Database, request: FinishLater, limits: MailLimits) {
  const ofKind = eq(deliveries.kind, "finish-later");
  const toMailbox = and(ofKind, eq(deliveries.recipient, request.address));
  const ofClient = and(ofKind, eq(deliveries.clientHash, request.clientHash));
  return longestWait<"mailbox" | "client" | "total">(
    [
      { limit: "mailbox", span: DAY, most: limits.reportsPerMailboxPerDay, at: mailsAt(database, toMailbox) },
      { limit: "client", span: HOUR, most: limits.reportsPerHour, at: mailsAt(database, ofClient) },
      { limit: "total", span: DAY, most: limits.mailsPerDay, at: mailsAt(database) },
    ],
    request.now,
  );
}
