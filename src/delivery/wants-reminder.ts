import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { consents } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";

/**
 * Whether the reminder of a commitment is still wanted: confirmed, not stopped, and its mailbox's consent stands. Asked
 * before every try, so that one who stops it between two tries gets no message.
 */
export async function wantsReminder({ query }: Pick<Database, "query">, commitmentId: string | null): Promise<boolean> {
  if (commitmentId === null) return false;
  const [found] = await query
    .select({ id: commitments.id })
    .from(commitments)
    .innerJoin(
      consents,
      and(eq(consents.leadId, commitments.leadId), eq(consents.purpose, "reminder"), isNull(consents.withdrawnAt)),
    )
    .where(and(eq(commitments.id, commitmentId), isNotNull(commitments.confirmedAt), isNull(commitments.stoppedAt)))
    .limit(1);
  return found !== undefined;
}
