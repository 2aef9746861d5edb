import { eq, sql } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { DAY } from "#src/time.ts";
import { keepCommitment } from "./keep-commitment.ts";
import type { Terms } from "./terms.ts";
import { whyNotMade } from "./why-not-made.ts";

/** How long past its date a commitment keeps an anonymous result. */
export const KEPT_AFTER_COMMITMENT = 30 * DAY;

/** `full`: the assessment has as many commitments as it may have. */
export type Made = { status: "made" | "already" | "full" };

/**
 * Keeps a commitment without a reminder: of a mailbox whose owner is signed in, or of nobody, at a result whose link
 * somebody holds. The same one sent again makes no second. An anonymous result is kept until the date has passed.
 */
export async function makeCommitment(
  domain: Pick<Domain, "database" | "clock" | "ids">,
  { assessmentId, terms, leadId }: { assessmentId: number; terms: Terms; leadId: string | null },
): Promise<Made> {
  const { database, clock, ids } = domain;
  const made = { id: ids(), assessmentId, terms, leadId, now: clock() };
  return database.transaction(async (tx): Promise<Made> => {
    const why = await whyNotMade(tx, made);
    if (why !== null) return { status: why };
    await keepCommitment(tx, ids, made);
    const keptUntil = sql`max(${assessments.keptUntil}, ${terms.dueAt + KEPT_AFTER_COMMITMENT})`;
    await tx.update(assessments).set({ keptUntil }).where(eq(assessments.id, assessmentId));
    return { status: "made" };
  });
}
