import { and, eq, ne, notExists } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { attachments } from "#db/schema/leads.ts";

/** True of a row of `assessments` on which nobody but this lead has a claim. */
export const isNobodyElses = (tx: Tx, leadId: string) =>
  notExists(
    tx
      .select({ lead: attachments.leadId })
      .from(attachments)
      .where(and(eq(attachments.assessmentId, assessments.id), ne(attachments.leadId, leadId))),
  );
