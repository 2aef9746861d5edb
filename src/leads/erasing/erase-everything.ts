import { and, eq, inArray, isNotNull, isNull, not, or } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { attachments, leads } from "#db/schema/leads.ts";
import { commitments, retakes, signInLinks } from "#db/schema/progress.ts";
import { attachedBefore } from "#src/leads/attached-before.ts";
import { askedFirst } from "#src/outbox/asked-first.ts";
import { eraseDeliveries } from "#src/outbox/erase-deliveries.ts";
import { notifyErased } from "#src/outbox/notify-erased.ts";
import { hashesOf } from "#src/outbox/suppression.ts";
import { type EraseWith, eraseResults } from "./erase-results.ts";

/** Whose everything goes. The address as stored. */
export interface Leaving {
  leadId: string;
  address: string;
}

/**
 * Erases a lead with everything under it: its own assessments, its messages, those that went to the address or came from
 * it when it was no lead, its sign-in links and sessions. Webhooks that heard of it hear that it is gone. Assessments that it never claimed, or to which another address
 * was attached before, stay without this one.
 *
 * @returns the ids of the erased deliveries, for `forgetMail`.
 */
export async function eraseEverything(tx: Tx, domain: EraseWith, { leadId, address }: Leaving): Promise<string[]> {
  await notifyErased(tx, [leadId], domain.clock());
  const own = await ownAssessments(tx, leadId);
  const made = tx.select({ id: commitments.id }).from(commitments).where(eq(commitments.leadId, leadId));
  const hashes = hashesOf(domain.hashAddress, address);
  const ofNobody = and(isNull(signInLinks.leadId), inArray(signInLinks.addressHash, hashes));
  const ofLead = or(eq(signInLinks.leadId, leadId), ofNobody);
  const links = tx.select({ id: signInLinks.id }).from(signInLinks).where(ofLead);
  const written = tx.select({ id: inquiries.id }).from(inquiries).where(eq(inquiries.address, address));
  const gone = await eraseDeliveries(
    tx,
    or(
      ...[eq(deliveries.leadId, leadId), inArray(deliveries.commitmentId, made)],
      ...[inArray(deliveries.signInLinkId, links), inArray(deliveries.inquiryId, written)],
      and(inArray(deliveries.kind, ["finish-later", "was-this-you"]), eq(deliveries.recipient, address)),
      and(askedFirst, inArray(deliveries.mailboxHash, hashes)),
    ),
  );
  await tx.delete(inquiries).where(eq(inquiries.address, address));
  await tx.delete(signInLinks).where(ofLead);
  const ofResults = await eraseResults(tx, domain, own);
  await tx.delete(leads).where(eq(leads.id, leadId));
  return [...gone, ...ofResults];
}

/** The same for a lead that has no assessment left; nothing happens to another one. */
export async function eraseIfEmpty(tx: Tx, domain: EraseWith, leaving: Leaving): Promise<string[]> {
  const left = await tx.$count(attachments, eq(attachments.leadId, leaving.leadId));
  return left > 0 ? [] : eraseEverything(tx, domain, leaving);
}

/** What the mailbox said is its own, and what it began as a retake, unless another address was there before. */
async function ownAssessments(tx: Tx, leadId: string): Promise<number[]> {
  const ofLead = and(eq(attachments.leadId, leadId), isNotNull(attachments.claimedAt));
  const claimed = tx.select({ id: attachments.assessmentId }).from(attachments).where(ofLead);
  const begun = tx.select({ id: retakes.assessmentId }).from(retakes).where(eq(retakes.leadId, leadId));
  const either = or(inArray(assessments.id, claimed), inArray(assessments.id, begun));
  const own = await tx
    .select({ id: assessments.id })
    .from(assessments)
    .where(and(either, not(attachedBefore(leadId))));
  return own.map(({ id }) => id);
}
