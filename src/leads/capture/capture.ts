import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
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
import { askWasThisYou, mustAskFirst, writeNothing } from "#src/outbox/ask-was-this-you.ts";
import { askedFirstOf } from "#src/outbox/asked-first.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { isRepeated } from "#src/outbox/is-repeated.ts";
import { type MailLimits, type MailRefusal, mailRefusal } from "#src/outbox/limits.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { attachAddress } from "./attach-address.ts";
import { requestAskAgain } from "./request-ask-again.ts";

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
  /** After how many days the mailbox is to be asked again, once it has confirmed that; without it nobody wants that. */
  againDays?: number | null | undefined;
  clientHash: ClientHash | null;
}

/** What is refused is refused whole; `again` where only the mail has no room that would confirm that one is asked again. */
export type Captured = { status: "queued" | "already" } | ({ status: "refused"; again?: true } & MailRefusal);

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
  const { kind, assessment, address, againDays = null, clientHash } = request;
  const now = clock();
  const [newLead, newWish] = [ids(), ids()];
  const [addressHash, mailboxHash] = [hashAddress(address), hashAddress(mailboxOf(address))];
  let askedFirst = false;

  const captured = await database.transaction(async (tx): Promise<Captured> => {
    const known = await findLeadId(tx, address);
    askedFirst = await mustAskFirst(tx, domain, address);
    const asked = { leadId: known, assessmentId: assessment.id, addressHash, mailboxHash, clientHash, now };
    const toThem = askedFirst ? askedFirstOf(addressHash) : eq(deliveries.leadId, known ?? "");
    const fresh: DeliveryKind[] = [];
    for (const one of [kind, ...(againDays === null ? [] : ["confirm-again" as const])]) {
      if (await isRepeated(tx, and(sameMail(request, one), toThem), now)) continue;
      const mailsPerDay = mailLimits.mailsPerDay - fresh.length;
      const refusal = await mailRefusal(tx, { ...asked, kind: one }, { ...mailLimits, mailsPerDay });
      if (refusal) return { status: "refused", ...refusal, ...(one !== kind && { again: true }) };
      fresh.push(one);
    }
    const status = fresh.length > 0 ? "queued" : "already";
    if (askedFirst) {
      for (const one of fresh) {
        const about = { assessmentId: assessment.id, revision: one === kind ? assessment.revision : undefined };
        await askWasThisYou(tx, { kind: one, about, address, addressHash, mailboxHash, clientHash, now });
      }
      return { status };
    }

    const leadId = await attachAddress(tx, { ...request, id: newLead, assessmentId: assessment.id, now });
    const given = request.consents.map((consent) => ({ ...consent, id: ids(), leadId, givenAt: now }));
    await tx.insert(consents).values(given).onConflictDoNothing();
    if (againDays !== null && fresh.includes("confirm-again")) {
      const wish = { id: newWish, leadId, assessmentId: assessment.id, everyDays: againDays, now };
      await requestAskAgain(tx, wish, { mailboxHash, clientHash });
    }
    if (!fresh.includes(kind)) return { status };
    const about = { leadId, assessmentId: assessment.id, revision: assessment.revision };
    await enqueue(tx, { kind, about, mailboxHash, clientHash, now });
    await tx.insert(leadEvents).values({ ...about, id: ids(), kind: request.event, detail: request.detail, at: now });
    await notifyWebhooks(tx, { ...about, event: await leadNews(tx, leadId), now });
    if (kind === "call") await notifyStaff(tx, domain, about, now);
    return { status: "queued" };
  });
  if (captured.status === "queued") domain.wakeDelivery();
  if (askedFirst) await writeNothing(database.query, assessment.id);
  else await refreshStandingOf(domain, address);
  return captured;
}

/** The same mail about the same result; where it is what is captured, about the same revision. */
const sameMail = ({ kind, assessment }: Capture, one: DeliveryKind) =>
  and(
    ...[eq(deliveries.kind, one), eq(deliveries.assessmentId, assessment.id)],
    one === kind ? eq(deliveries.revision, assessment.revision) : undefined,
  );

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
