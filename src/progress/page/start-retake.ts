import type { Domain } from "#src/assessments/domain.ts";
import { type Started, startByClient } from "#src/assessments/start.ts";
import type { ClientHash } from "#src/client-hash.ts";
import type { InstrumentId } from "#src/names/instruments.ts";

export interface Retake {
  leadId: string;
  instrument: InstrumentId;
  /** The commitment that it opens with. */
  commitmentId: string | null;
  /** The reminder whose link it is begun by. */
  reminderId?: string;
  /** Made with the rendered form: the same form sent twice within a minute starts one attempt. */
  startKey: string;
  clientHash: ClientHash;
}

/**
 * Starts an attempt that belongs to a mailbox from its first moment. It is blank (method, section 9): nothing is carried
 * over. For a mailbox that is gone it is an attempt like any other. Its client's number an hour holds here too: a link in
 * a mail may be passed on.
 */
export function startRetake(
  domain: Domain,
  { leadId, instrument, commitmentId, reminderId, startKey, clientHash }: Retake,
): Promise<Started | { retryAfterSeconds: number }> {
  return startByClient(domain, {
    instrument,
    attribution: {},
    startKey,
    clientHash,
    alongside: (begun) => [
      {
        sql: `INSERT INTO retakes (assessment_id, lead_id, commitment_id, reminder_id)
              SELECT assessments.id, leads.id, (SELECT id FROM commitments WHERE id = :commitment),
                (SELECT id FROM retake_reminders WHERE id = :reminder)
              FROM assessments, leads WHERE assessments.reference = :begun AND leads.id = :lead`,
        args: { begun, lead: leadId, commitment: commitmentId, reminder: reminderId ?? null },
      },
    ],
  });
}
