import type { Domain } from "#src/assessments/domain.ts";
import { eraseDeliveries, erasedIn, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";

/** Few enough that whoever else writes waits for some milliseconds only. */
const CHUNK = 200;

/**
 * Erases leads whose last contact, the newest event or attachment, is longer ago than the setting says, with everything
 * under them. Who owns a lead and whether it may be written to are no contact; a reminder still to come keeps its lead. Their results become anonymous and are
 * erased in their own time. Returns how many leads went.
 */
export async function eraseOldLeads(domain: SettingsReader & MailForgetter & Pick<Domain, "clock">): Promise<number> {
  const { database, clock, forgetMail } = domain;
  const { settings } = await readSettings(domain);
  const before = monthsBefore(clock(), settings.retention.leadMonths);
  let erased = 0;
  const old = `created_at < :before
    AND NOT EXISTS (SELECT 1 FROM lead_events WHERE lead_id = leads.id AND at >= :before
      AND kind NOT IN ('owner-changed', 'outreach-changed'))
    AND NOT EXISTS (SELECT 1 FROM attachments WHERE lead_id = leads.id AND attached_at >= :before)
    AND NOT EXISTS (SELECT 1 FROM deliveries WHERE lead_id = leads.id AND kind = 'reminder' AND state = 'pending')`;
  for (;;) {
    const some = `(SELECT id FROM leads WHERE ${old} ORDER BY created_at, rowid LIMIT :chunk)`;
    const args = { before, chunk: CHUNK };
    const results = await database.write([
      eraseDeliveries({ sql: `lead_id IN ${some}`, args }),
      { sql: `DELETE FROM leads WHERE id IN ${some} RETURNING id`, args },
    ]);
    await forgetMail(erasedIn(results));
    const count = results[1]?.rows.length ?? 0;
    erased += count;
    if (count < CHUNK) break;
  }
  if (erased > 0) await database.checkpoint();
  return erased;
}

/** The same day and time some calendar months earlier (UTC), the last of the month where it has no such day. */
export function monthsBefore(now: number, months: number): number {
  const then = new Date(now);
  const day = then.getUTCDate();
  then.setUTCMonth(then.getUTCMonth() - months);
  if (then.getUTCDate() !== day) then.setUTCDate(0);
  return then.getTime();
}
