import type { Database } from "#db/client/client.ts";
import { SECOND } from "#src/time.ts";
import { SIGN_IN_LASTS } from "#src/tokens.ts";
import { type LinkLimits, linkAllowed, linkRefusal } from "./link-limits.ts";

/** What asking for a sign-in link takes. */
export interface LinkDomain {
  database: Database;
  clock: () => number;
  ids: () => string;
  hashAddress: (address: string) => string;
  signInLimits: LinkLimits;
  wakeDelivery: () => void;
}

export type LinkAnswer =
  | { status: "asked" }
  | { status: "refused"; limit: "mailbox" | "client" | "total"; retryAfterSeconds: number };

/** The mail is made this much later, so that making it is no part of the time in which the request is answered. */
const BEHIND_THE_ANSWER = SECOND;

/**
 * Asks for a sign-in link to an address as stored (lower-cased). The same statements run and the same answer comes
 * whether or not we hold anything under it; only a known one leaves a delivery behind.
 */
export async function askForLink(
  domain: LinkDomain,
  { address, clientHash }: { address: string; clientHash: string },
): Promise<LinkAnswer> {
  const { database, clock, ids, signInLimits } = domain;
  const now = clock();
  const asked = { addressHash: domain.hashAddress(address), clientHash, now };
  const allowed = linkAllowed(asked, signInLimits);
  const link = ids();
  const [made] = await database.write([
    {
      sql: `INSERT INTO sign_in_links (id, lead_id, address_hash, client_hash, created_at, expires_at)
            SELECT :link, (SELECT id FROM leads WHERE address = :address), :hash, :client, :now, :until
            WHERE ${allowed.sql}`,
      args: {
        ...allowed.args,
        ...{ link, address, hash: asked.addressHash, client: clientHash, now, until: now + SIGN_IN_LASTS },
      },
    },
    {
      sql: `INSERT INTO deliveries (id, channel, kind, lead_id, sign_in_link_id, state, due_at, created_at)
            SELECT :delivery, 'mail', 'sign-in', lead_id, id, 'pending', :due, :now
            FROM sign_in_links WHERE id = :link AND lead_id IS NOT NULL`,
      args: { delivery: ids(), link, now, due: now + BEHIND_THE_ANSWER },
    },
  ]);
  if (made?.rowsAffected === 1) {
    domain.wakeDelivery();
    return { status: "asked" };
  }
  const refusal = await linkRefusal(database, asked, signInLimits);
  return refusal ? { status: "refused", ...refusal } : { status: "asked" };
}
