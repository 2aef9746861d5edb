import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { Attempt } from "#src/assessments/find.ts";
import { type ClientHash, isClient } from "#src/client-hash.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { isRepeated } from "#src/outbox/is-repeated.ts";
import { type MailLimits, mails, mailsOfDay } from "#src/outbox/limits.ts";
import { longestWait } from "#src/outbox/windows.ts";
import { DAY, HOUR } from "#src/time.ts";

type Sending = Pick<Domain, "database" | "clock" | "ids"> & { mailLimits: MailLimits; wakeDelivery: () => void };

export type LaterAnswer =
  | { status: "sent" }
  | { status: "refused"; limit: "mailbox" | "client" | "total"; retryAfterSeconds: number };

interface LaterRequest {
  attempt: Pick<Attempt, "id">;
  address: string;
  clientHash: ClientHash;
}

const ofKind = eq(deliveries.kind, "finish-later");

/**
 * Mails an unfinished attempt's link to an address as stored (lower-cased), which becomes no lead by it: it stands in the
 * delivery only. The same request sent again makes no second mail, and neither does an attempt that is completed or gone.
 */
export async function finishLater(
  { database, clock, mailLimits, wakeDelivery }: Sending,
  request: LaterRequest,
): Promise<LaterAnswer> {
  const now = clock();
  const { attempt, address, clientHash } = request;
  const about = { assessmentId: attempt.id };
  const refusal = await database.transaction(async (tx) => {
    const same = and(ofKind, eq(deliveries.assessmentId, attempt.id), eq(deliveries.recipient, address));
    if (await isRepeated(tx, same, now)) return null;
    const refusal = await laterRefusal(tx, request, mailLimits, now);
    if (refusal === null && (await isUnfinished(tx, attempt.id)))
      await enqueue(tx, { kind: "finish-later", about, to: { addresses: [address] }, clientHash, now });
    return refusal;
  });
  if (refusal) return { status: "refused", ...refusal };
  wakeDelivery();
  return { status: "sent" };
}

async function isUnfinished(tx: Tx, assessmentId: number): Promise<boolean> {
  const [found] = await tx
    .select({ completedAt: assessments.completedAt })
    .from(assessments)
    .where(eq(assessments.id, assessmentId));
  return found !== undefined && found.completedAt === null;
}

/** The limit that refuses this mail, the one that lasts longest where there are several; null where there is room. */
function laterRefusal(tx: Tx, { address, clientHash }: LaterRequest, limits: MailLimits, now: number) {
  const toMailbox = mails(and(ofKind, eq(deliveries.recipient, address)));
  const ofClient = mails(and(ofKind, isClient(deliveries.clientHash, clientHash)));
  return longestWait<"mailbox" | "client" | "total">(
    tx,
    [
      { limit: "mailbox", span: DAY, most: limits.reportsPerMailboxPerDay, rows: toMailbox },
      { limit: "client", span: HOUR, most: limits.reportsPerHour, rows: ofClient },
      mailsOfDay("finish-later", limits),
    ],
    now,
  );
}
