import type { Domain } from "#src/assessments/domain.ts";
import { CLIENT_HASH_KEPT } from "#src/assessments/erase.ts";
import { eraseDeliveries, erasedIn, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";
import { monthsBefore } from "./erase-old.ts";

/**
 * Erases what was written in the contact form longer ago than leads are kept, with the messages that told staff of it, and
 * empties the client hashes that are a day old. Returns how many inquiries went.
 */
export async function eraseOldInquiries(
  domain: SettingsReader & MailForgetter & Pick<Domain, "clock">,
): Promise<number> {
  const { database, clock, forgetMail } = domain;
  const now = clock();
  const { retention } = (await readSettings(domain)).settings;
  const old = { sql: "created_at < :before", args: { before: monthsBefore(now, retention.leadMonths) } };
  const results = await database.write([
    eraseDeliveries({ ...old, sql: `inquiry_id IN (SELECT id FROM inquiries WHERE ${old.sql})` }),
    { ...old, sql: `DELETE FROM inquiries WHERE ${old.sql}` },
    {
      sql: "UPDATE inquiries SET client_hash = NULL WHERE client_hash IS NOT NULL AND created_at < :day_ago",
      args: { day_ago: now - CLIENT_HASH_KEPT },
    },
  ]);
  const erased = results[1]?.rowsAffected ?? 0;
  await forgetMail(erasedIn(results));
  if (erased > 0) await database.checkpoint();
  return erased;
}
