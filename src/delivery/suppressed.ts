import { eq } from "drizzle-orm";
import { suppressions } from "#db/delivery-schema.ts";
import type { SuppressionReason } from "../leads/names.ts";
import type { Outbox } from "./context.ts";
import { addressIn } from "./headers.ts";

/** Why the mailbox of a To header must not be written to, or null when it may. */
export async function suppressedBecause(
  { database, hashAddress }: Pick<Outbox, "database" | "hashAddress">,
  to: string,
): Promise<SuppressionReason | null> {
  const [row] = await database.query
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(eq(suppressions.addressHash, hashAddress(addressIn(to))));
  return row?.reason ?? null;
}
