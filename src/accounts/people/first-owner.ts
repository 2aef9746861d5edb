import type { Accounts } from "#src/accounts/domain.ts";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";

/**
 * Makes the one-time link by which the first owner joins, good for 24 hours, in place of an unused one from before.
 * Returns its absolute address, or null where there is staff already.
 */
export async function makeFirstOwnerLink(
  { database, clock, ids, sign }: Pick<Accounts, "database" | "clock" | "ids" | "sign">,
  publicUrl: string,
): Promise<string | null> {
  const now = clock();
  const id = ids();
  const [, made] = await database.write([
    { sql: "DELETE FROM join_links WHERE kind = 'first-owner' AND used_at IS NULL", args: {} },
    {
      sql: `INSERT INTO join_links (id, kind, role, created_at, expires_at)
            SELECT :id, 'first-owner', 'owner', :now, :expires WHERE NOT EXISTS (SELECT 1 FROM staff) RETURNING id`,
      args: { id, now, expires: now + DAY },
    },
  ]);
  return made?.rows.length === 1 ? paths.absolute(publicUrl, paths.join(linkToken(sign, "join", id))) : null;
}

/** What the server says aloud of that link, once. */
export function firstOwnerWords(link: string): string {
  return `Nobody has a desk account yet. The first owner opens this link, once and within 24 hours:\n  ${link}`;
}
