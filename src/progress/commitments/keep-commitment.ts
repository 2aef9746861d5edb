import type { Tx } from "#db/client/transaction.ts";
import { leadEvents } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import type { Terms } from "./terms.ts";

export interface NewCommitment {
  id: string;
  assessmentId: number;
  terms: Terms;
  /** Null for whoever holds the link of the result. */
  leadId: string | null;
  now: number;
}

/** Keeps a commitment and records with its lead that one was made; never what it says. */
export async function keepCommitment(tx: Tx, ids: () => string, made: NewCommitment): Promise<void> {
  const { id, assessmentId, terms, leadId, now } = made;
  await tx.insert(commitments).values({ ...terms, id, assessmentId, leadId, madeAt: now });
  if (leadId !== null)
    await tx.insert(leadEvents).values({ id: ids(), leadId, assessmentId, kind: "commitment-made", at: now });
}
