import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { mailboxOf } from "#src/address.ts";
import type { Attempt } from "#src/assessments/find.ts";
import { type ClientHash, isClient } from "#src/client-hash.ts";
import { askWasThisYou, mustAskFirst } from "#src/outbox/ask-was-this-you.ts";
import { askedFirstOf } from "#src/outbox/asked-first.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { isRepeated } from "#src/outbox/is-repeated.ts";
import { askRefusal, type MailAsking, mails } from "#src/outbox/limits.ts";

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
export async function finishLater(domain: MailAsking, request: LaterRequest): Promise<LaterAnswer> {
  const { database, clock, mailLimits, hashAddress, wakeDelivery } = domain;
  const now = clock();
  const { attempt, address, clientHash } = request;
  const about = { assessmentId: attempt.id };
  const [addressHash, mailboxHash] = [hashAddress(address), hashAddress(mailboxOf(address))];
  const refusal = await database.transaction(async (tx) => {
    const askFirst = await mustAskFirst(tx, domain, address);
    const toThem = askFirst ? askedFirstOf(addressHash) : eq(deliveries.recipient, address);
    if (await isRepeated(tx, and(ofKind, eq(deliveries.assessmentId, attempt.id), toThem), now)) return null;
    const toMailbox = mails(and(ofKind, eq(deliveries.mailboxHash, mailboxHash)));
    const ofClient = mails(and(ofKind, isClient(deliveries.clientHash, clientHash)));
    const refusal = await askRefusal(tx, { kind: "finish-later", toMailbox, ofClient, now }, mailLimits);
    if (refusal || !(await isUnfinished(tx, attempt.id))) return refusal;
    const asked = { kind: "finish-later" as const, about, mailboxHash, clientHash, now };
    if (askFirst) await askWasThisYou(tx, { ...asked, address, addressHash });
    else await enqueue(tx, { ...asked, to: { addresses: [address] } });
    return null;
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
