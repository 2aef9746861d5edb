import type { Domain } from "#src/assessments/domain.ts";
import { commitmentEvent, commitmentStatement, keepForCommitment, roomFor } from "./commitment-statements.ts";
import type { Terms } from "./terms.ts";
import { whyNotMade } from "./why-not-made.ts";

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
  const whose = leadId === null ? null : { id: leadId };
  const made = { id: ids(), assessmentId, terms, now: clock() };
  const [inserted] = await database.write([
    commitmentStatement(made, whose, roomFor(assessmentId)),
    keepForCommitment(made),
    commitmentEvent(ids(), made),
  ]);
  if (inserted?.rowsAffected === 1) return { status: "made" };
  return { status: (await whyNotMade(domain, { assessmentId, terms, whose })) ?? "already" };
}
