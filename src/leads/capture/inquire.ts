import { and, eq, gt } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { mailboxOf } from "#src/address.ts";
import { type ClientHash, isClient } from "#src/client-hash.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { askRefusal, type MailAsking } from "#src/outbox/limits.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";
import { MINUTE } from "#src/time.ts";

export interface Inquiry {
  /** As `address.ts` parses it. */
  address: string;
  name: string | null;
  firm: string | null;
  /** As `leads/capture/inquiry-text.ts` parses it. */
  message: string;
  clientHash: ClientHash;
}

export type Inquired =
  | { status: "sent" }
  | { status: "refused"; limit: "mailbox" | "client" | "total"; retryAfterSeconds: number };

/**
 * Keeps what somebody wrote and tells staff, in one transaction. Nothing is sent to whoever wrote, who becomes no lead. The
 * same words sent again within ten minutes are not kept twice.
 */
export async function inquire(domain: MailAsking & SettingsReader, inquiry: Inquiry): Promise<Inquired> {
  const { database, clock, ids, mailLimits, wakeDelivery } = domain;
  const now = clock();
  const id = ids();
  const mailboxHash = domain.hashAddress(mailboxOf(inquiry.address));
  const { notificationAddresses: addresses } = (await readSettings(domain)).settings;
  const outcome = await database.transaction(async (tx) => {
    if (await isSentAgain(tx, inquiry, now)) return "before";
    const madeAt = inquiries.createdAt;
    const toMailbox = { madeAt, which: eq(inquiries.mailboxHash, mailboxHash) };
    const ofClient = { madeAt, which: isClient(inquiries.clientHash, inquiry.clientHash) };
    const refusal = await askRefusal(tx, { kind: "inquiry", toMailbox, ofClient, now }, mailLimits);
    if (refusal) return refusal;
    await tx
      .insert(inquiries)
      .values({ ...inquiry, mailboxHash, clientHash: inquiry.clientHash[0], id, createdAt: now });
    await enqueue(tx, { kind: "inquiry", about: { inquiryId: id }, to: { addresses }, now });
    return "now";
  });
  if (outcome === "now") wakeDelivery();
  return typeof outcome === "string" ? { status: "sent" } : { status: "refused", ...outcome };
}

async function isSentAgain(tx: Tx, { address, message }: Inquiry, now: number): Promise<boolean> {
  const same = and(eq(inquiries.address, address), eq(inquiries.message, message));
  return (await tx.$count(inquiries, and(same, gt(inquiries.createdAt, now - 10 * MINUTE)))) > 0;
}
