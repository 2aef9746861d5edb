import { and, desc, eq, gt, type SQL } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { signInLinks } from "#db/schema/progress.ts";
import type { Condition } from "#src/outbox/condition.ts";
import { mailsAt } from "#src/outbox/limits.ts";
import { longestWait, type Window } from "#src/outbox/windows.ts";
import { DAY } from "#src/time.ts";
import { LINKS_WITHIN } from "./session-rules.ts";

export interface LinkLimits {
  /** Links to one mailbox in 15 minutes. */
  linksPerMailbox: number;
  /** Links that one client may ask for in 15 minutes. */
  linksPerClient: number;
  /** Messages of every kind in 24 hours. */
  mailsPerDay: number;
}

/** Who asks for a link, as hashes. `now` in milliseconds since 1970. */
export interface LinkAsked {
  addressHash: string;
  clientHash: string;
  now: number;
}

/** True while every limit leaves room for one more link, whether or not the address is known. */
export function linkAllowed({ addressHash, clientHash, now }: LinkAsked, limits: LinkLimits): Condition {
  return {
    sql: `(SELECT count(*) FROM sign_in_links AS asked
            WHERE asked.address_hash = :limit_address AND asked.created_at > :limit_since) < :limit_per_mailbox
      AND (SELECT count(*) FROM sign_in_links AS asked
            WHERE asked.client_hash = :limit_client AND asked.created_at > :limit_since) < :limit_per_client
      AND (SELECT count(*) FROM deliveries AS asked
            WHERE asked.channel = 'mail' AND asked.created_at > :limit_day_ago) < :limit_in_all`,
    args: {
      limit_address: addressHash,
      limit_client: clientHash,
      limit_since: now - LINKS_WITHIN,
      limit_day_ago: now - DAY,
      limit_per_mailbox: limits.linksPerMailbox,
      limit_per_client: limits.linksPerClient,
      limit_in_all: limits.mailsPerDay,
    },
  };
}

/** The limit that refuses a link, the one that lasts longest where there are several; null where there is room again. */
export function linkRefusal(database: Database, { addressHash, clientHash, now }: LinkAsked, limits: LinkLimits) {
  const linksAt =
    (whose: SQL): Window<string>["at"] =>
    async (since, place) => {
      const [found] = await database.query
        .select({ createdAt: signInLinks.createdAt })
        .from(signInLinks)
        .where(and(whose, gt(signInLinks.createdAt, since)))
        .orderBy(desc(signInLinks.createdAt))
        .limit(1)
        .offset(place);
      return found?.createdAt;
    };
  return longestWait<"mailbox" | "client" | "total">(
    [
      {
        limit: "mailbox",
        span: LINKS_WITHIN,
        most: limits.linksPerMailbox,
        at: linksAt(eq(signInLinks.addressHash, addressHash)),
      },
      {
        limit: "client",
        span: LINKS_WITHIN,
        most: limits.linksPerClient,
        at: linksAt(eq(signInLinks.clientHash, clientHash)),
      },
      { limit: "total", span: DAY, most: limits.mailsPerDay, at: mailsAt(database) },
    ],
    now,
  );
}
