import { eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { signInLinks } from "#db/schema/progress.ts";
import { type ClientHash, isClient } from "#src/client-hash.ts";
import { mailsOfDay } from "#src/outbox/limits.ts";
import { longestWait } from "#src/outbox/windows.ts";
import { DAY } from "#src/time.ts";
import { LINKS_WITHIN } from "./session-rules.ts";

export interface LinkLimits {
  /** Links to one mailbox in 15 minutes. */
  linksPerMailbox: number;
  /** Links to one mailbox in 24 hours. */
  linksPerMailboxPerDay: number;
  /** Links that one client may ask for in 15 minutes. */
  linksPerClient: number;
  /** Messages of this purpose in 24 hours. */
  mailsPerDay: number;
}

/** Who asks for a link, as hashes. `now` in milliseconds since 1970. */
export interface LinkAsked {
  addressHash: string;
  clientHash: ClientHash;
  now: number;
}

/**
 * The limit that refuses a link, whether or not the address is known; the one that lasts longest where there are several.
 * Null where there is room.
 */
export function linkRefusal(tx: Tx, { addressHash, clientHash, now }: LinkAsked, limits: LinkLimits) {
  const madeAt = signInLinks.createdAt;
  const toMailbox = { madeAt, which: eq(signInLinks.addressHash, addressHash) };
  const ofClient = { madeAt, which: isClient(signInLinks.clientHash, clientHash) };
  return longestWait<"mailbox" | "client" | "total">(
    tx,
    [
      { limit: "mailbox", span: LINKS_WITHIN, most: limits.linksPerMailbox, rows: toMailbox },
      { limit: "mailbox", span: DAY, most: limits.linksPerMailboxPerDay, rows: toMailbox },
      { limit: "client", span: LINKS_WITHIN, most: limits.linksPerClient, rows: ofClient },
      mailsOfDay("sign-in", limits),
    ],
    now,
  );
}
