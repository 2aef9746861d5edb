import type { Accounts } from "#src/accounts/domain.ts";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";

/**
 * The one-time link by which the first owner joins, good for 24 hours from now: the one from before while it is open, so
 * that a restart ends nothing, else a new one. Returns its absolute address, or null where there is staff already.
 */
export async function makeFirstOwnerLink(
  { database, clock, ids, sign }: Pick<Accounts, "database" | "clock" | "ids" | "sign">,
  publicUrl: string,
): Promise<string | null> {
  const now = clock();
  const open = "kind = 'first-owner' AND used_at IS NULL AND expires_at > :now";
  const [, , found] = await database.write([
    {
      sql: `UPDATE join_links SET expires_at = :expires WHERE ${open} AND NOT EXISTS (SELECT 1 FROM staff)`,
      args: { now, expires: now + DAY },
    },
    {
      sql: `INSERT INTO join_links (id, kind, role, created_at, expires_at)
            SELECT :id, 'first-owner', 'owner', :now, :expires
            WHERE NOT EXISTS (SELECT 1 FROM staff) AND NOT EXISTS (SELECT 1 FROM join_links WHERE ${open})`,
      args: { id: ids(), now, expires: now + DAY },
    },
    {
      sql: `SELECT id FROM join_links WHERE ${open} AND NOT EXISTS (SELECT 1 FROM staff) ORDER BY created_at, id`,
      args: { now },
    },
  ]);
  const id = found?.rows[0]?.id;
  return id === undefined ? null : paths.absolute(publicUrl, paths.join(linkToken(sign, "join", String(id))));
}

/** What the server says aloud of that link at each start until there is staff. */
export function firstOwnerWords(link: string): string {
  return `Nobody has a desk account yet. The first owner opens this link, once and within 24 hours:\n  ${link}`;
}
