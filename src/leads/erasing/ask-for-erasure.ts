import type { Domain } from "#src/assessments/domain.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { enqueueStatement } from "#src/outbox/enqueue.ts";
import { type MailLimits, mailAllowed } from "#src/outbox/limits.ts";
import { SECOND } from "#src/time.ts";

export interface ErasureRequest {
  assessment: Pick<Assessment, "id" | "revision">;
  /** As `address.ts` parses it. */
  address: string;
  clientHash: string | null;
}

/** The mail is made this much later, so that making it is no part of the time in which the request is answered. */
const BEHIND_THE_ANSWER = SECOND;

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
  const enqueue = { ...subject, id: ids(), revision: assessment.revision, clientHash, now, condition };
  await database.write([
    enqueueStatement({ ...enqueue, dueAt: now + BEHIND_THE_ANSWER }),
    // Changes nothing and is written all the same: a transaction without a write waits for no disk, which would tell.
    { sql: "UPDATE assessments SET kept_until = kept_until WHERE id = :id", args: { id: assessment.id } },
  ]);
  wakeDelivery();
}
