import { sql } from "drizzle-orm";
import { signInLinks } from "#db/schema/progress.ts";
import { mailboxOf } from "#src/address.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { findLeadId } from "#src/leads/find-lead-id.ts";
import { BEHIND_THE_ANSWER, enqueue } from "#src/outbox/enqueue.ts";
import type { MailAsking } from "#src/outbox/limits.ts";
import { SIGN_IN_LASTS } from "#src/tokens.ts";
import { type LinkLimits, linkRefusal } from "./link-limits.ts";

export type LinkDomain = Omit<MailAsking, "mailLimits"> & { signInLimits: LinkLimits };

export type LinkAnswer =
  | { status: "asked" }
  | { status: "refused"; limit: "mailbox" | "client" | "total"; retryAfterSeconds: number };

/**
 * Asks for a sign-in link to an address as stored (lower-cased). The same statements run and the same answer comes
 * whether or not we hold anything under it; only a known one leaves a delivery behind.
 */
export async function askForLink(
  domain: LinkDomain,
  { address, clientHash }: { address: string; clientHash: ClientHash },
): Promise<LinkAnswer> {
  const { database, clock, ids, signInLimits } = domain;
  const now = clock();
  const addressHash = domain.hashAddress(mailboxOf(address));
  const id = ids();
  const refusal = await database.transaction(async (tx) => {
    const refusal = await linkRefusal(tx, { addressHash, clientHash, now }, signInLimits);
    if (refusal) return refusal;
    const leadId = await findLeadId(tx, address);
    const link = { id, leadId, addressHash, clientHash: clientHash[0], createdAt: now, expiresAt: now + SIGN_IN_LASTS };
    await tx.insert(signInLinks).values(link);
    const about = { leadId: leadId ?? "", signInLinkId: id };
    const isKnown = leadId === null ? sql`false` : sql`true`;
    const mail = { kind: "sign-in", about, mailboxHash: addressHash, dueAt: now + BEHIND_THE_ANSWER, now } as const;
    await enqueue(tx, mail, isKnown);
    return null;
  });
  if (refusal) return { status: "refused", ...refusal };
  domain.wakeDelivery();
  return { status: "asked" };
}
