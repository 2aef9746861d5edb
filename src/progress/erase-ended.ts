import type { Database } from "#db/client/client.ts";
import { eraseDeliveries, erasedIn } from "#src/outbox/erase-deliveries.ts";
import { SESSION_IDLE } from "#src/progress/sign-in/session-rules.ts";
import { DAY } from "#src/time.ts";

/**
 * Erases sign-in links a day after they ended, with the mails that carried them, and sessions a day after their idle or
 * absolute end; client hashes go a day after they were taken (security.md, "Privacy"). Returns the number of rows erased.
 */
export async function eraseEndedAccess({
  database,
  clock,
  forgetMail,
}: {
  database: Database;
  clock: () => number;
  forgetMail: (ids: readonly string[]) => Promise<void>;
}): Promise<number> {
  const now = clock();
  const args = { before: now - DAY };
  const results = await database.write([
    eraseDeliveries({
      sql: "sign_in_link_id IN (SELECT id FROM sign_in_links WHERE expires_at < :before)",
      args,
    }),
    { sql: "DELETE FROM sign_in_links WHERE expires_at < :before", args },
    {
      sql: "DELETE FROM founder_sessions WHERE expires_at < :before OR last_seen_at < :idle",
      args: { ...args, idle: now - SESSION_IDLE - DAY },
    },
    { sql: "UPDATE sign_in_links SET client_hash = NULL WHERE client_hash IS NOT NULL AND created_at < :before", args },
  ]);
  await forgetMail(erasedIn(results));
  const [, links, sessions] = results;
  return (links?.rowsAffected ?? 0) + (sessions?.rowsAffected ?? 0);
}
