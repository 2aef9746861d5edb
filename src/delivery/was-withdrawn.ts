import { and, eq, gte, isNull, or } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { consents } from "#db/schema/leads.ts";
import { RESTS_ON } from "#src/names/deliveries.ts";
import type { Delivery } from "#src/outbox/delivery.ts";

type Purpose = keyof typeof RESTS_ON;

/**
 * Whether the consent that a message rests on was taken back after it was asked for, and not given again. Asked before
 * every try: the withdrawal itself cannot recall what is being sent at that moment, and would come back for its next try.
 */
export async function wasWithdrawn(
  { query }: Pick<Database, "query">,
  { kind, leadId, createdAt }: Pick<Delivery, "kind" | "leadId" | "createdAt">,
): Promise<boolean> {
  const purpose = (Object.keys(RESTS_ON) as Purpose[]).find((name) => RESTS_ON[name].some((one) => one === kind));
  if (purpose === undefined || leadId === null) return false;
  const found = await query
    .select({ withdrawnAt: consents.withdrawnAt })
    .from(consents)
    .where(
      and(
        eq(consents.leadId, leadId),
        eq(consents.purpose, purpose),
        or(isNull(consents.withdrawnAt), gte(consents.withdrawnAt, createdAt)),
      ),
    );
  return found.length > 0 && found.every(({ withdrawnAt }) => withdrawnAt !== null);
}
