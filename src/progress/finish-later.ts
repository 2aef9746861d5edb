import type { Domain } from "#src/assessments/domain.ts";
import type { Attempt } from "#src/assessments/find.ts";
import { enqueueFinishLater, finishLaterRefusal, hasSameFinishLater } from "#src/outbox/enqueue-finish-later.ts";
import type { MailLimits } from "#src/outbox/limits.ts";

type Sending = Pick<Domain, "database" | "clock" | "ids"> & { mailLimits: MailLimits; wakeDelivery: () => void };

export type LaterAnswer =
  | { status: "sent" }
  | { status: "refused"; limit: "mailbox" | "client" | "total"; retryAfterSeconds: number };

/**
 * Mails an unfinished attempt's link to an address as stored (lower-cased), which becomes no lead by it. The same request
 * sent again makes no second mail.
 */
export async function finishLater(
  { database, clock, ids, mailLimits, wakeDelivery }: Sending,
  { attempt, address, clientHash }: { attempt: Pick<Attempt, "id">; address: string; clientHash: string },
): Promise<LaterAnswer> {
  const request = { assessmentId: attempt.id, address, clientHash, now: clock() };
  const [queued] = await database.write([enqueueFinishLater(ids(), request, mailLimits)]);
  if (queued?.rowsAffected === 1) {
    wakeDelivery();
    return { status: "sent" };
  }
  if (await hasSameFinishLater(database, request)) return { status: "sent" };
  const refusal = await finishLaterRefusal(database, request, mailLimits);
  return refusal ? { status: "refused", ...refusal } : { status: "sent" };
}
