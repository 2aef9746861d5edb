import type { Domain } from "../assessments/domain.ts";
import type { Assessment } from "../assessments/find.ts";
import { enqueueStatement } from "../delivery/enqueue.ts";
import { type MailLimits, mailAllowed } from "../delivery/limits.ts";

export interface ErasureRequest {
  assessment: Pick<Assessment, "id" | "revision">;
  /** As `leads/address.ts` parses it. */
  address: string;
  clientHash: string | null;
}

/**
 * Puts the confirmation of an erasure into the outbox where the address is attached to the result and the limits leave
 * room. It does the same work and tells nothing either way, not even to its caller.
 */
export async function askForErasure(
  domain: Pick<Domain, "database" | "clock" | "ids"> & { mailLimits: MailLimits; wakeDelivery: () => void },
  { assessment, address, clientHash }: ErasureRequest,
): Promise<void> {
  const { database, clock, ids, wakeDelivery } = domain;
  const now = clock();
  const subject = { kind: "erase" as const, lead: { address }, assessmentId: assessment.id };
  // However many addresses a result has, each may take itself off it.
  const limits = { ...domain.mailLimits, addressesPerAssessment: Number.MAX_SAFE_INTEGER };
  const allowed = mailAllowed({ ...subject, address, clientHash, now }, limits);
  const attached = `EXISTS (SELECT 1 FROM attachments AS mine
    WHERE mine.lead_id = leads.id AND mine.assessment_id = assessments.id)`;
  const condition = { ...allowed, sql: `${attached} AND ${allowed.sql}` };
  await database.write([
    enqueueStatement({ ...subject, id: ids(), revision: assessment.revision, clientHash, now, condition }),
  ]);
  wakeDelivery();
}
