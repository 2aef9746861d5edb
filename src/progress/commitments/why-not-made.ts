import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { leads } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { MOST_COMMITMENTS, type Terms } from "./terms.ts";

/** Whose commitment it would have been. */
type Whose = { id: string } | { address: string } | null;

interface Wanted {
  assessmentId: number;
  terms: Terms;
  whose: Whose;
}

/** The id of the very same commitment, unless its reminder was stopped; null where there is none. */
export async function findSame(
  { database }: { database: Database },
  { assessmentId, terms, whose }: Wanted,
): Promise<string | null> {
  const [same] = await database.query
    .select({ id: commitments.id })
    .from(commitments)
    .leftJoin(leads, eq(leads.id, commitments.leadId))
    .where(
      and(
        eq(commitments.assessmentId, assessmentId),
        of(whose),
        eq(commitments.layer, terms.layer),
        eq(commitments.condition, terms.condition),
        eq(commitments.dueAt, terms.dueAt),
        isNull(commitments.stoppedAt),
      ),
    )
    .limit(1);
  return same?.id ?? null;
}

/**
 * Why a commitment was not kept: the very same one is there `already`, or the assessment is `full`. Null where it is
 * neither of them.
 */
export async function whyNotMade(reader: { database: Database }, wanted: Wanted): Promise<"already" | "full" | null> {
  if ((await findSame(reader, wanted)) !== null) return "already";
  const here = eq(commitments.assessmentId, wanted.assessmentId);
  return (await reader.database.query.$count(commitments, here)) >= MOST_COMMITMENTS ? "full" : null;
}

function of(whose: Whose): SQL {
  if (whose === null) return isNull(commitments.leadId);
  return "id" in whose ? eq(commitments.leadId, whose.id) : eq(leads.address, whose.address);
}
