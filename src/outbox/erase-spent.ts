import { and, eq, isNull, lte, notInArray, or } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { DAY } from "#src/time.ts";
import { ERASE_LINK_WORKS, WAS_THIS_YOU_WORKS } from "#src/tokens.ts";
import { eraseDeliveries, type MailForgetter } from "./erase-deliveries.ts";

/** How long it can be looked up that webhooks were told of an erased lead. */
const ERASED_KEPT = 30 * DAY;

/**
 * Erases records that have no lead to go with and nothing left to do: erasures asked for and not confirmed in time, whose
 * links are dead; "Was this you?" and the "finish later" in whose place it went, once no limit counts them any more; and,
 * after 30 days, what webhooks were told of erased leads. Returns how many.
 */
export async function eraseSpent({
  database,
  clock,
  forgetMail,
}: MailForgetter & { database: Database; clock: () => number }): Promise<number> {
  const { kind, state, recipient, createdAt } = deliveries;
  const before = (span: number) => lte(createdAt, clock() - span);
  const laterAskedFirst = and(eq(kind, "finish-later"), isNull(recipient), eq(state, "cancelled"));
  const spent = or(
    and(eq(kind, "erase"), before(ERASE_LINK_WORKS)),
    and(eq(kind, "was-this-you"), before(WAS_THIS_YOU_WORKS)),
    and(laterAskedFirst, before(DAY)),
    and(eq(kind, "lead.erased"), before(ERASED_KEPT)),
  );
  const ended = and(spent, notInArray(state, ["pending", "sending"]));
  const ids = await database.transaction((tx) => eraseDeliveries(tx, ended));
  await forgetMail(ids);
  return ids.length;
}
