import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { mailboxOf } from "#src/address.ts";
import type { Assessment } from "#src/assessments/find.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { attachAddress } from "#src/leads/capture/attach-address.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import { findLeadId } from "#src/leads/find-lead-id.ts";
import { askWasThisYou, mustAskFirst, writeNothing } from "#src/outbox/ask-was-this-you.ts";
import { askedFirstOf } from "#src/outbox/asked-first.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { isRepeated } from "#src/outbox/is-repeated.ts";
import { type MailRefusal, mailRefusal } from "#src/outbox/limits.ts";
import type { PickedDay } from "./rules.ts";

export interface CheckInRequest {
  assessment: Pick<Assessment, "id" | "revision">;
  picks: readonly PickedDay[];
  /** As `address.ts` parses it. */
  address: string;
  clientHash: ClientHash | null;
}

export type CheckInsAsked = { status: "asked" | "already" } | ({ status: "refused" } & MailRefusal);

/**
 * Keeps which first fixes are to be checked for a mailbox, and asks it to confirm that: lead, attachment, plan and
 * delivery in one transaction, under the limits of mail. Nobody has consented to anything yet, so no webhook hears of it.
 * Until the mailbox says yes, what was picked last counts. For an address whose owner said "not you" or complained nothing
 * is kept: its mailbox is asked first, and whoever asks is answered as everybody is.
 */
export async function askForCheckIns(domain: LeadDomain, request: CheckInRequest): Promise<CheckInsAsked> {
  const { database, ids, clock, mailLimits } = domain;
  const { assessment, picks, address, clientHash } = request;
  const now = clock();
  const kind = "confirm-check-ins" as const;
  const about = { assessmentId: assessment.id };
  const { hashAddress } = domain;
  const addressHash = hashAddress(address);
  const from = { mailboxHash: hashAddress(mailboxOf(address)), clientHash };
  const newLead = ids();
  const asked = await database.transaction(async (tx): Promise<CheckInsAsked> => {
    const known = await findLeadId(tx, address);
    const askFirst = await mustAskFirst(tx, domain, address);
    const toThem = askFirst ? askedFirstOf(addressHash) : eq(deliveries.leadId, known ?? "");
    const same = and(eq(deliveries.kind, kind), eq(deliveries.assessmentId, assessment.id), toThem);
    const repeated = await isRepeated(tx, same, now);
    const refusal = repeated
      ? null
      : await mailRefusal(tx, { kind, leadId: known, addressHash, ...about, ...from, now }, mailLimits);
    if (refusal) return { status: "refused", ...refusal };
    const status = repeated ? "already" : "asked";
    if (askFirst) {
      if (repeated) await writeNothing(tx, assessment.id);
      else await askWasThisYou(tx, { kind, about, address, addressHash, ...from, now });
      return { status };
    }
    const nobody = { name: null, firm: null, phone: null };
    const leadId = await attachAddress(tx, { id: newLead, address, ...nobody, ...about, now });
    await upsertPlan(tx, ids, { leadId, assessment, picks, now });
    if (!repeated) await enqueue(tx, { kind, about: { ...about, leadId }, ...from, now });
    return { status };
  });
  if (asked.status === "asked") domain.wakeDelivery();
  return asked;
}

type NewPlan = Pick<CheckInRequest, "assessment" | "picks"> & { leadId: string; now: number };

/** At one result one plan waits for a yes: what was picked last is in it. */
async function upsertPlan(tx: Tx, ids: () => string, { leadId, assessment, picks, now }: NewPlan): Promise<void> {
  const { id: assessmentId, revision } = assessment;
  const [plan] = await tx
    .insert(fixPlans)
    .values({ id: ids(), leadId, assessmentId, revision, askedAt: now })
    .onConflictDoUpdate({
      target: [fixPlans.leadId, fixPlans.assessmentId],
      targetWhere: sql`confirmed_at IS NULL AND stopped_at IS NULL`,
      set: { revision, askedAt: now },
    })
    .returning({ id: fixPlans.id });
  const planId = plan?.id ?? "";
  await tx.delete(pickedFixes).where(eq(pickedFixes.planId, planId));
  await tx.insert(pickedFixes).values(picks.map((pick) => ({ ...pick, id: ids(), planId })));
}
