import type { Accounts } from "#src/accounts/domain.ts";

/** Closes an invitation that has not been used. Doing it twice, or too late, changes nothing. */
export async function withdrawInvitation(
  accounts: Accounts,
  { by, link }: { by: string; link: string },
): Promise<void> {
  const { database, clock, ids } = accounts;
  const now = clock();
  const open = "id = :link AND kind = 'invitation' AND used_at IS NULL AND expires_at > :now";
  await database.write([
    {
      sql: `INSERT INTO staff_events (id, staff_id, kind, detail, at)
            SELECT :event, :by, 'invitation-withdrawn', email, :now FROM join_links WHERE ${open}`,
      args: { event: ids(), by, link, now },
    },
    { sql: `UPDATE join_links SET expires_at = :now WHERE ${open}`, args: { link, now } },
  ]);
}
