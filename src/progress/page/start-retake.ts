import type { Domain } from "#src/assessments/domain.ts";
import { start } from "#src/assessments/start.ts";
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
}

/**
 * Starts an attempt that belongs to a mailbox from its first moment. It is blank (method, section 9): nothing is carried
 * over. For a mailbox that is gone it is an attempt like any other.
 */
export async function startRetake(
  domain: Domain,
  { leadId, instrument, commitmentId, reminderId, startKey }: Retake,
): Promise<{ reference: string }> {
  const { reference } = await start(domain, {
    instrument,
    attribution: {},
    startKey,
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
  return { reference };
}

/** The key of a form that starts a retake, or a new one where what came is none. */
export function startKeyOf({ start: key = "" }: Readonly<Record<string, string>>, newKey: () => string): string {
  return /^[\w-]{22,64}$/.test(key) ? key : newKey();
}
