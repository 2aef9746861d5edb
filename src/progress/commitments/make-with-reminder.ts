import type { LeadDomain } from "#src/leads/capture/capture.ts";
import { leadStatements } from "#src/leads/capture/lead-statements.ts";
import { tellWebhooks } from "#src/leads/capture/tell.ts";
import { standAddress } from "#src/leads/standing/stand.ts";
import { enqueueConfirmation } from "#src/outbox/enqueue-reminder.ts";
import { type MailRefusal, mailAllowed, mailRefusal } from "#src/outbox/limits.ts";
import { notAskedTwice } from "./ask-for-reminder.ts";
import { commitmentEvent, commitmentStatement, roomFor } from "./commitment-statements.ts";
import type { Made } from "./make-commitment.ts";
import type { Terms } from "./terms.ts";
import { findSame, whyNotMade } from "./why-not-made.ts";

export interface ReminderRequest {
  assessmentId: number;
  terms: Terms;
  /** As `address.ts` parses it. */
  address: string;
  clientHash: string | null;
}

/**
 * Keeps a commitment with its mailbox and asks that mailbox to confirm the reminder: lead, attachment, commitment,
 * delivery and event in one transaction, under the limits of mail. Nobody has consented to anything yet. The same again, not confirmed so far,
 * asks once more.
 */
export async function makeWithReminder(
  domain: LeadDomain,
  { assessmentId, terms, address, clientHash }: ReminderRequest,
): Promise<Made | ({ status: "refused" } & MailRefusal)> {
  const { database, ids, clock, mailLimits } = domain;
  const now = clock();
  const made = { id: ids(), assessmentId, terms, now };
  const [newLead, delivery, event] = [ids(), ids(), ids()];
  const asked = { kind: "confirm-reminder" as const, address, assessmentId, clientHash, now };
  const allowed = mailAllowed(asked, mailLimits);
  const room = roomFor(assessmentId);
  const condition = { sql: `${allowed.sql} AND ${room.sql}`, args: { ...allowed.args, ...room.args } };
  const nobody = { name: null, firm: null, phone: null };
  const kept = [
    ...leadStatements({ id: newLead, address, ...nobody, assessmentId, now, condition }),
    commitmentStatement(made, { address }, condition),
  ];
  const results = await database.write([
    ...kept,
    enqueueConfirmation({ id: delivery, commitmentId: made.id, clientHash, now, condition: allowed }),
    commitmentEvent(event, made),
    ...tellWebhooks({ event, delivery, newLead, address, assessmentId, now }),
  ]);
  if (results[kept.length - 1]?.rowsAffected === 1) {
    domain.wakeDelivery();
    await standAddress(domain, address);
    return { status: "made" };
  }
  const wanted = { assessmentId, terms, whose: { address } };
  const same = await findSame(domain, wanted);
  if (same !== null) {
    // Its message may be lost or too old by now: another one, where that is not a second press of the same button.
    const again = notAskedTwice(same, now);
    const [sent] = await database.write([
      enqueueConfirmation({
        ...{ id: ids(), commitmentId: same, clientHash, now },
        condition: { sql: `${again.sql} AND ${allowed.sql}`, args: { ...again.args, ...allowed.args } },
      }),
    ]);
    if (sent?.rowsAffected === 1) domain.wakeDelivery();
    return { status: "already" };
  }
  const why = await whyNotMade(domain, wanted);
  if (why !== null) return { status: why };
  const refusal = await mailRefusal(database, asked, mailLimits);
  return refusal ? { status: "refused", ...refusal } : { status: "already" };
}
