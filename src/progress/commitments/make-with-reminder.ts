import { mailboxOf } from "#src/address.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { attachAddress } from "#src/leads/capture/attach-address.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import { findLeadId } from "#src/leads/find-lead-id.ts";
import { mustAskFirst } from "#src/outbox/ask-was-this-you.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { type MailRefusal, mailRefusal } from "#src/outbox/limits.ts";
import { askToConfirm } from "./ask-for-reminder.ts";
import { askMailboxFirst, wasAskedFirst } from "./ask-mailbox-first.ts";
import { keepCommitment } from "./keep-commitment.ts";
import type { Made } from "./make-commitment.ts";
import type { Terms } from "./terms.ts";
import { findSame, whyNotMade } from "./why-not-made.ts";

export interface ReminderRequest {
  assessmentId: number;
  terms: Terms;
  /** As `address.ts` parses it. */
  address: string;
  clientHash: ClientHash | null;
}

/**
 * Keeps a commitment with its mailbox and asks that mailbox to confirm the reminder: lead, attachment, commitment,
 * delivery and event in one transaction, under the limits of mail. Nobody has consented to anything yet, so no webhook
 * hears of it. The same again, not confirmed so far, asks once more. For an address whose owner said "not you" or
 * complained nothing is kept: its mailbox is asked first.
 */
export async function makeWithReminder(
  domain: LeadDomain,
  { assessmentId, terms, address, clientHash }: ReminderRequest,
): Promise<Made | ({ status: "refused" } & MailRefusal)> {
  const { database, ids, clock, mailLimits } = domain;
  const now = clock();
  const { hashAddress } = domain;
  const addressHash = hashAddress(address);
  const from = { mailboxHash: hashAddress(mailboxOf(address)), clientHash };
  const [id, newLead] = [ids(), ids()];
  const made = await database.transaction(async (tx): Promise<Made | ({ status: "refused" } & MailRefusal)> => {
    const known = await findLeadId(tx, address);
    const asked = { kind: "confirm-reminder" as const, leadId: known, addressHash, assessmentId, ...from, now };
    const refusal = await mailRefusal(tx, asked, mailLimits);
    const wanted = { assessmentId, terms, leadId: known ?? newLead };
    const same = await findSame(tx, wanted);
    // Its message may be lost or too old by now: another one, where that is not a second press of the same button.
    if (same && refusal === null) await askToConfirm(tx, same, from, now);
    const listed = (await mustAskFirst(tx, domain, address))
      ? { assessmentId, terms, address, addressHash, ...from, now }
      : null;
    if (!same && listed && (await wasAskedFirst(tx, listed))) {
      if (refusal === null) await askMailboxFirst(tx, listed);
      return { status: "already" };
    }
    const why = await whyNotMade(tx, wanted);
    if (why !== null) return { status: why };
    if (refusal) return { status: "refused", ...refusal };
    if (listed) {
      await askMailboxFirst(tx, listed);
      return { status: "made" };
    }

    const nobody = { name: null, firm: null, phone: null };
    const leadId = await attachAddress(tx, { id: newLead, address, ...nobody, assessmentId, now });
    await keepCommitment(tx, ids, { id, assessmentId, terms, leadId, now });
    await enqueue(tx, { kind: "confirm-reminder", about: { leadId, assessmentId, commitmentId: id }, ...from, now });
    return { status: "made" };
  });
  if (made.status === "made" || made.status === "already") domain.wakeDelivery();
  return made;
}
