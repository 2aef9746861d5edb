import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import type { Domain } from "./domain.ts";
import { type Assessment, findAssessment } from "./find.ts";

/** What a shared page may read of an assessment: not where it is stored, and nothing of what was said about the firm. */
export type Shared = Pick<
  Assessment,
  "instrument" | "completedAt" | "scored" | "context" | "revision" | "sizing" | "currency" | "result"
>;

/**
 * Gives a completed result a public reference and returns it; one that is shared already keeps its reference. Null for
 * an unknown reference and for an attempt that is not completed.
 */
export async function share(domain: Pick<Domain, "database" | "ids">, reference: string): Promise<string | null> {
  const unshared = and(isNotNull(assessments.completedAt), isNull(assessments.shareReference));
  await domain.database.query
    .update(assessments)
    .set({ shareReference: domain.ids() })
    .where(and(eq(assessments.reference, reference), unshared));
  return sharedAs(domain, reference);
}

/** Ends sharing: the public reference leads nowhere from now on, and sharing again makes another one. */
export async function stopSharing({ database }: Pick<Domain, "database">, reference: string): Promise<void> {
  await database.query.update(assessments).set({ shareReference: null }).where(eq(assessments.reference, reference));
}

/** The public reference of a result, or null while it is not shared. */
export async function sharedAs({ database }: Pick<Domain, "database">, reference: string): Promise<string | null> {
  const [row] = await database.query
    .select({ share: assessments.shareReference })
    .from(assessments)
    .where(eq(assessments.reference, reference));
  return row?.share ?? null;
}

/** The newest result under a public reference, or null once sharing has ended or the result is erased. */
export async function findShared(
  domain: Pick<Domain, "database" | "banks">,
  shareReference: string,
): Promise<Shared | null> {
  const [row] = await domain.database.query
    .select({ reference: assessments.reference })
    .from(assessments)
    .where(and(eq(assessments.shareReference, shareReference), isNotNull(assessments.completedAt)));
  const found = row ? await findAssessment(domain, row.reference) : null;
  if (!found) return null;
  const { instrument, completedAt, scored, revision, sizing, currency, result } = found;
  return { instrument, completedAt, scored, context: {}, revision, sizing, currency, result };
}
