import { and, eq, gt, isNotNull } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { mailboxOf } from "#src/address.ts";
import { refreshStandingOf, type StandingDomain } from "#src/leads/standing/refresh.ts";
import { askedFirst } from "#src/outbox/asked-first.ts";
import { unsuppress } from "#src/outbox/suppression.ts";
import { idOfToken, WAS_THIS_YOU_WORKS } from "#src/tokens.ts";

type Reader = { database: Pick<Database, "query">; clock: () => number; sign: (text: string) => string };

/** Whose mailbox a link of "Was this you?" is from: "unknown" for a made-up one, "stale" for one that is too old. */
export async function findListed(
  { database, clock, sign }: Reader,
  token: string,
): Promise<{ address: string } | "unknown" | "stale"> {
  const delivery = idOfToken(sign, "was-this-you", token);
  if (delivery === null) return "unknown";
  const since = clock() - WAS_THIS_YOU_WORKS;
  const [found] = await database.query
    .select({ address: deliveries.recipient })
    .from(deliveries)
    .where(and(eq(deliveries.id, delivery), isNotNull(deliveries.recipient), gt(deliveries.createdAt, since)));
  return found?.address ? { address: found.address } : "stale";
}

/**
 * Takes an address off the list for the mailbox that says so: of what was "not you" or complained of, never of a bounce or
 * an opt-out. Nothing that was asked for before is sent. Again changes nothing.
 */
export async function liftListing(
  domain: StandingDomain & { sign: (text: string) => string },
  token: string,
): Promise<"lifted" | "unknown" | "stale"> {
  const { clock, sign, hashAddress } = domain;
  const found = await domain.database.transaction(async (tx) => {
    const listed = await findListed({ database: { query: tx }, clock, sign }, token);
    if (typeof listed === "string") return listed;
    await unsuppress(tx, domain, listed.address, ["not-you", "complained"]);
    // The results at which it was asked for are nobody's again.
    const inItsName = and(askedFirst, eq(deliveries.mailboxHash, hashAddress(mailboxOf(listed.address))));
    await tx.delete(deliveries).where(inItsName);
    return listed;
  });
  if (typeof found === "string") return found;
  await refreshStandingOf(domain, found.address);
  return "lifted";
}
