import { type SQL, sql } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";

/**
 * True of a row of `assessments` to which another address was attached before this lead's. The result is then not this
 * lead's to erase: whoever came later, and whoever typed an address later, cannot destroy what somebody else has.
 */
export const attachedBefore = (leadId: string): SQL => sql`EXISTS (
  SELECT 1 FROM attachments AS mine JOIN attachments AS other ON other.assessment_id = mine.assessment_id
  WHERE mine.assessment_id = ${assessments.id} AND mine.lead_id = ${leadId} AND other.lead_id <> mine.lead_id
    AND (other.attached_at, other.rowid) < (mine.attached_at, mine.rowid))`;
