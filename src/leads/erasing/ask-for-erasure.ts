import { and, eq, sql } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments } from "#db/schema/leads.ts";
import { mailboxOf } from "#src/address.ts";
import type { Assessment } from "#src/assessments/find.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { findLeadId } from "#src/leads/find-lead-id.ts";
import { BEHIND_THE_ANSWER, enqueue } from "#src/outbox/enqueue.ts";
import { isRepeated } from "#src/outbox/is-repeated.ts";
import { type MailAsking, mailRefusal } from "#src/outbox/limits.ts";

export interface ErasureRequest {
  assessment: Pick<Assessment, "id" | "revision">;
  /** As `address.ts` parses it. */
  address: string;
  clientHash: ClientHash | null;
}

/**
 * Puts the confirmation of an erasure into the outbox where the address is attached to the result and the limits leave
 * room. It does the same work and tells nothing either way, not even to its caller.
 */
export async function askForErasure(
  domain: MailAsking,
  { assessment, address, clientHash }: ErasureRequest,
): Promise<void> {
  const { database, clock, wakeDelivery } = domain;
  const now = clock();
  const [addressHash, mailboxHash] = [domain.hashAddress(address), domain.hashAddress(mailboxOf(address))];
  // However many addresses a result has, each may take itself off it.
  const limits = { ...domain.mailLimits, addressesPerAssessment: Number.MAX_SAFE_INTEGER };
  await database.transaction(async (tx) => {
    const leadId = await findLeadId(tx, address);
    const about = { leadId: leadId ?? "", assessmentId: assessment.id, revision: assessment.revision };
    const refusal = await mailRefusal(
      tx,
      { ...about, kind: "erase", leadId, addressHash, mailboxHash, clientHash, now },
      limits,
    );
    const same = and(eq(deliveries.leadId, about.leadId), eq(deliveries.assessmentId, assessment.id));
    const repeated = await isRepeated(tx, and(same, eq(deliveries.kind, "erase")), now);
    const attached = and(eq(attachments.leadId, about.leadId), eq(attachments.assessmentId, assessment.id));
    const isAttached = (await tx.$count(attachments, attached)) > 0;
    // Changes nothing and is written all the same: a transaction without a write waits for no disk, which would tell.
    await tx.update(assessments).set({ keptUntil: sql`kept_until` }).where(eq(assessments.id, assessment.id));
    const request = { kind: "erase" as const, about, mailboxHash, clientHash, now, dueAt: now + BEHIND_THE_ANSWER };
    await enqueue(tx, request, refusal === null && !repeated && isAttached ? sql`true` : sql`false`);
  });
  wakeDelivery();
}
