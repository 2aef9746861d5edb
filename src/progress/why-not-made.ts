import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { leads } from "#db/lead-schema.ts";
import { commitments } from "#db/progress-schema.ts";
import { MOST_COMMITMENTS, type Terms } from "./commitment-terms.ts";

/** Whose commitment it would have been. */
type Whose = { id: string } | { address: string } | null;

/**
 * Why a commitment was not kept: the very same one is there `already`, or the assessment is `full`. Null where it is
 * neither of them.
 */
export async function whyNotMade(
  { database }: { database: Database },
  { assessmentId, terms, whose }: { assessmentId: number; terms: Terms; whose: Whose },
): Promise<"already" | "full" | null> {
  const here = eq(commitments.assessmentId, assessmentId);
  const [same] = await database.query
    .select({ id: commitments.id })
    .from(commitments)
    .leftJoin(leads, eq(leads.id, commitments.leadId))
    .where(
      and(
        here,
        of(whose),
        eq(commitments.layer, terms.layer),
        eq(commitments.condition, terms.condition),
        eq(commitments.dueAt, terms.dueAt),
      ),
    )
    .limit(1);
  if (same) return "already";
  return (await database.query.$count(commitments, here)) >= MOST_COMMITMENTS ? "full" : null;
}

function of(whose: Whose): SQL {
  if (whose === null) return isNull(commitments.leadId);
  return "id" in whose ? eq(commitments.leadId, whose.id) : eq(leads.address, whose.address);
}
