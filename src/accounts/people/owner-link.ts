import type { Accounts } from "#src/accounts/domain.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";

/**
 * Makes a link by which this address joins as an owner, good once and for 24 hours: the way back when no owner can sign in
 * any more. Nobody of staff invites, so it is for whoever runs the server. Returns its absolute address, or null where
 * the address has an account already.
 *
 * @param email as `address.ts` parses it
 */
export async function makeOwnerLink(
  { database, clock, ids, sign }: Pick<Accounts, "database" | "clock" | "ids" | "sign">,
  email: string,
  publicUrl: string,
): Promise<string | null> {
  const now = clock();
  const id = ids();
  const made = { sql: "EXISTS (SELECT 1 FROM join_links WHERE id = :link)", args: { link: id } };
  const [link] = await database.write([
    {
      sql: `INSERT INTO join_links (id, kind, email, role, created_at, expires_at)
            SELECT :id, 'invitation', :email, 'owner', :now, :expires
            WHERE NOT EXISTS (SELECT 1 FROM staff WHERE email = :email) RETURNING id`,
      args: { id, email, now, expires: now + DAY },
    },
    recordStaffEvent({ id: ids(), staffId: null, kind: "invited", detail: `${email} by command`, at: now }, made),
  ]);
  return link?.rows.length === 1 ? paths.absolute(publicUrl, paths.join(linkToken(sign, "join", id))) : null;
}
