import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents, leadEvents } from "#db/schema/leads.ts";
import { mailboxOf } from "#src/address.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { Assessment } from "#src/assessments/find.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { findLeadId } from "#src/leads/find-lead-id.ts";
import { leadNews } from "#src/leads/standing/lead-news.ts";
import { refreshStandingOf, type StandingDomain } from "#src/leads/standing/refresh.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";
import type { ConsentPurpose, LeadEvent } from "#src/names/leads.ts";
import { askWasThisYou, mustAskFirst } from "#src/outbox/ask-was-this-you.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { isRepeated } from "#src/outbox/is-repeated.ts";
import { type MailLimits, type MailRefusal, mailRefusal } from "#src/outbox/limits.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { attachAddress } from "./attach-address.ts";

/** What capturing a lead takes beside the domain. */
export interface LeadDomain extends Domain, StandingDomain {
  mailLimits: MailLimits;
}

export interface Capture {
  kind: Extract<DeliveryKind, "report" | "call">;
  event: LeadEvent;
  assessment: Pick<Assessment, "id" | "revision">;
  /** As `address.ts` parses it. */
  address: string;
  name: string | null;
  firm: string | null;
  phone: string | null;
  /** Kept with the event, for staff. */
  detail: string | null;
  consents: { purpose: ConsentPurpose; textVersion: string }[];
  clientHash: ClientHash | null;
}

export type Captured = { status: "queued" | "already" } | ({ status: "refused" } & MailRefusal);

/**
 * Lead, attachment, consents, event and deliveries in one transaction: all or none. The same submission sent again, even
 * at the same moment, makes none of them twice. What somebody typed never overwrites what a lead already says. Where the
 * lead stands is computed right behind it; should the process die between, `refreshAllStandings` does it.
 *
 * Of an address whose owner said "not you" or complained nothing is made: its mailbox is asked first. Whoever asks is
 * answered as everybody is.
 */
export async function capture(domain: LeadDomain, request: Capture): Promise<Captured> {
  const { database, ids, clock, mailLimits, hashAddress } = domain;
  const { kind, assessment, address, clientHash } = request;
  const now = clock();
  const newLead = ids();
  const mailboxHash = hashAddress(mailboxOf(address));
  let askedFirst = false;

  const captured = await database.transaction(async (tx): Promise<Captured> => {
    const known = await findLeadId(tx, address);
    askedFirst = await mustAskFirst(tx, domain, address);
    const asked = { kind, leadId: known, assessmentId: assessment.id, mailboxHash, clientHash, now };
    const refusal = await mailRefusal(tx, asked, mailLimits);
    const toThem = askedFirst
      ? and(isNull(deliveries.leadId), eq(deliveries.mailboxHash, mailboxHash))
      : eq(deliveries.leadId, known ?? "");
    const repeated = await isRepeated(tx, and(sameMail(request), toThem), now);
    if (refusal) return repeated ? { status: "already" } : { status: "refused", ...refusal };
    if (askedFirst) {
      if (repeated) return { status: "already" };
      const about = { assessmentId: assessment.id, revision: assessment.revision };
      await askWasThisYou(tx, { kind, about, address, mailboxHash, clientHash, now });
      return { status: "queued" };
    }

    const leadId = await attachAddress(tx, { ...request, id: newLead, assessmentId: assessment.id, now });
    const given = request.consents.map((consent) => ({ ...consent, id: ids(), leadId, givenAt: now }));
    await tx.insert(consents).values(given).onConflictDoNothing();
    if (repeated) return { status: "already" };
    const about = { leadId, assessmentId: assessment.id, revision: assessment.revision };
    await enqueue(tx, { kind, about, mailboxHash, clientHash, now });
    await tx.insert(leadEvents).values({ ...about, id: ids(), kind: request.event, detail: request.detail, at: now });
    await notifyWebhooks(tx, { ...about, event: await leadNews(tx, leadId), now });
    if (kind === "call") await notifyStaff(tx, domain, about, now);
    return { status: "queued" };
  });
  if (captured.status === "queued") domain.wakeDelivery();
  if (askedFirst) await writeNothing(domain, assessment.id);
  else await refreshStandingOf(domain, address);
  return captured;
}

const sameMail = ({ kind, assessment }: Capture) =>
  and(
    eq(deliveries.kind, kind),
    ...[eq(deliveries.assessmentId, assessment.id), eq(deliveries.revision, assessment.revision)],
  );

/** Takes a commit, as recording a standing does: an answer without it would come sooner, and tell. */
async function writeNothing({ database }: Pick<LeadDomain, "database">, assessmentId: number): Promise<void> {
  await database.query.update(assessments).set({ keptUntil: sql`kept_until` }).where(eq(assessments.id, assessmentId));
}

/** A copy of a call for each further address of the settings (the first has the call itself), and Slack. */
async function notifyStaff(
  tx: Tx,
  { site }: Pick<LeadDomain, "site">,
  about: { leadId: string; assessmentId: number; revision: number },
  now: number,
): Promise<void> {
  const { settings } = await readSettings({ database: { query: tx }, site });
  await enqueue(tx, { kind: "call", about, to: { addresses: settings.notificationAddresses.slice(1) }, now });
  await notifyWebhooks(tx, { ...about, event: "call", now });
}
