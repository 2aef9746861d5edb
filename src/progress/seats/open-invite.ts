import { and, eq, isNotNull } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { seatInvites } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";

/**
 * Makes the one invite link of a completed Diagnostic. An open one stays as it is; after a closed one there is a new
 * link, and the old one stays dead. Nothing happens for a Snapshot, an unfinished attempt or an unknown reference.
 */
export async function openInvite(domain: Pick<Domain, "database" | "clock" | "ids">, reference: string): Promise<void> {
  const { database, clock, ids } = domain;
  await database.transaction(async (tx) => {
    const diagnostic = and(eq(assessments.instrument, "diagnostic"), isNotNull(assessments.completedAt));
    const [found] = await tx
      .select({ assessmentId: assessments.id })
      .from(assessments)
      .where(and(eq(assessments.reference, reference), diagnostic));
    if (!found) return;
    const link = { reference: ids(), createdAt: clock(), closedAt: null };
    await tx
      .insert(seatInvites)
      .values({ ...found, ...link })
      .onConflictDoUpdate({ target: seatInvites.assessmentId, set: link, setWhere: isNotNull(seatInvites.closedAt) });
  });
}
