import type { Domain } from "../assessments/domain.ts";
import { readSettings, type SettingsReader } from "../settings/read-settings.ts";

/** Few enough that whoever else writes waits for some milliseconds only. */
const CHUNK = 200;

/**
 * Erases leads whose last contact, the newest event or attachment, is longer ago than the setting says, with everything
 * under them. Who owns a lead and whether it may be written to are no contact. Their results become anonymous and are
 * erased in their own time. Returns how many leads went.
 */
export async function eraseOldLeads(domain: SettingsReader & Pick<Domain, "clock">): Promise<number> {
  const { database, clock } = domain;
  const { settings } = await readSettings(domain);
  const before = monthsBefore(clock(), settings.retention.leadMonths);
  let erased = 0;
  const old = `created_at < :before
    AND NOT EXISTS (SELECT 1 FROM lead_events WHERE lead_id = leads.id AND at >= :before
      AND kind NOT IN ('owner-changed', 'outreach-changed'))
    AND NOT EXISTS (SELECT 1 FROM attachments WHERE lead_id = leads.id AND attached_at >= :before)`;
  for (;;) {
    const [gone] = await database.write([
      {
        sql: `DELETE FROM leads WHERE id IN (SELECT id FROM leads WHERE ${old} LIMIT :chunk) RETURNING id`,
        args: { before, chunk: CHUNK },
      },
    ]);
    const count = gone?.rows.length ?? 0;
    erased += count;
    if (count < CHUNK) break;
  }
  if (erased > 0) await database.checkpoint();
  return erased;
}

/** The same day and time some calendar months earlier (UTC), the last of the month where it has no such day. */
function monthsBefore(now: number, months: number): number {
  const then = new Date(now);
  const day = then.getUTCDate();
  then.setUTCMonth(then.getUTCMonth() - months);
  if (then.getUTCDate() !== day) then.setUTCDate(0);
  return then.getTime();
}
