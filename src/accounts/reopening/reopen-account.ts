import type { Accounts } from "#src/accounts/domain.ts";

/**
 * Uses up a link that opens an account again: its person becomes an owner with a new password; second step, passkeys and
 * sessions are gone. Whether this request was the one that did it.
 *
 * @param hash of the new password
 */
export async function reopenAccount(
  { database, clock, ids }: Accounts,
  { link, hash }: { link: string; hash: string },
): Promise<boolean> {
  const now = clock();
  const open = `id = :link AND reopens = 'account' AND used_at IS NULL AND expires_at > :now`;
  const args = { link, now };
  const person = `(SELECT staff_id FROM join_links WHERE ${open})`;
  const results = await database.write([
    { sql: `DELETE FROM staff_second_steps WHERE user_id = ${person}`, args },
    { sql: `DELETE FROM staff_passkeys WHERE user_id = ${person}`, args },
    { sql: `DELETE FROM staff_sessions WHERE user_id = ${person}`, args },
    {
      sql: `UPDATE staff_accounts SET password = :hash, updated_at = :now WHERE user_id = ${person}`,
      args: { ...args, hash },
    },
    {
      sql: `UPDATE staff SET role = 'owner', two_factor_enabled = 0, updated_at = :now WHERE id = ${person}`,
      args,
    },
    {
      sql: `INSERT INTO staff_events (id, staff_id, kind, detail, at)
            SELECT :event, staff_id, 'account-reopened', email, :now FROM join_links WHERE ${open}`,
      args: { ...args, event: ids() },
    },
    { sql: `UPDATE join_links SET used_at = :now WHERE ${open} RETURNING id`, args },
  ]);
  return results.at(-1)?.rows.length === 1;
}
