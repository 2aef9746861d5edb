import type { BoundStatement } from "#db/client/statements.ts";
import { eraseDeliveries } from "#src/outbox/erase-deliveries.ts";

/** Whose everything goes. The address as stored, and its keyed hash. */
export interface Leaving {
  lead: string;
  address: string;
  hash: string;
}

/** True of an assessment on which nobody but this lead has a claim. */
export const NOBODY_ELSES = `NOT EXISTS (SELECT 1 FROM attachments AS other
  WHERE other.assessment_id = assessments.id AND other.lead_id <> :lead)`;

/** What the mailbox said is its own, and what it began as a retake, unless another address hangs on it too. */
const OWN = `(SELECT id FROM assessments
  WHERE id IN (SELECT assessment_id FROM attachments WHERE lead_id = :lead AND claimed_at IS NOT NULL
               UNION SELECT assessment_id FROM retakes WHERE lead_id = :lead)
    AND ${NOBODY_ELSES})`;

/**
 * The statements that erase a lead with everything under it: its own assessments, its messages, those that went to the
 * address or came from it when it was no lead, its sign-in links and sessions. Assessments that it never claimed, or that another address
 * hangs on, stay without this one. Their results go to `erasedIn`; the last one tells by `rowsAffected` whether there was
 * such a lead. With `onlyIfEmpty` nothing happens while an assessment is still under the lead.
 */
export function eraseLeadStatements({ lead, address, hash }: Leaving, onlyIfEmpty = false): BoundStatement[] {
  const empty = onlyIfEmpty ? " AND NOT EXISTS (SELECT 1 FROM attachments WHERE lead_id = :lead)" : "";
  const whose = { lead };
  return [
    eraseDeliveries({ sql: `lead_id = :lead${empty}`, args: whose }),
    eraseDeliveries({ sql: `assessment_id IN ${OWN}${empty}`, args: whose }),
    eraseDeliveries({
      sql: `commitment_id IN (SELECT id FROM commitments WHERE lead_id = :lead)${empty}`,
      args: whose,
    }),
    eraseDeliveries({
      sql: `sign_in_link_id IN (SELECT id FROM sign_in_links WHERE lead_id = :lead OR address_hash = :hash)${empty}`,
      args: { lead, hash },
    }),
    eraseDeliveries({
      sql: `kind = 'finish-later' AND recipient = :address${empty}`,
      args: onlyIfEmpty ? { lead, address } : { address },
    }),
    eraseDeliveries({
      sql: `inquiry_id IN (SELECT id FROM inquiries WHERE address = :address)${empty}`,
      args: onlyIfEmpty ? { lead, address } : { address },
    }),
    {
      sql: `DELETE FROM inquiries WHERE address = :address${empty}`,
      args: onlyIfEmpty ? { lead, address } : { address },
    },
    {
      sql: `DELETE FROM sign_in_links WHERE (lead_id = :lead OR address_hash = :hash)${empty}`,
      args: { lead, hash },
    },
    { sql: `DELETE FROM assessments WHERE id IN ${OWN}${empty}`, args: whose },
    { sql: `DELETE FROM leads WHERE id = :lead${empty}`, args: whose },
  ];
}
