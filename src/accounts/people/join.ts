import type { Accounts } from "#src/accounts/domain.ts";
import { reopenAccount } from "#src/accounts/reopening/reopen-account.ts";
import { startSession } from "#src/accounts/sign-in/start-session.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import type { JoinLink } from "./find-join-link.ts";

export interface Joining {
  link: JoinLink;
  name: string;
  /** As `address.ts` parses it; used for the first owner only, an invitation names its own. */
  email: string;
  password: string;
  userAgent: string | null;
}

/** `closed`: the link is used up, has run out, or its address has an account already. */
export type Joined = { status: "joined"; setCookies: string[] } | { status: "closed" };

/**
 * Makes the account that a join link is for, or opens it again, and uses the link up, in one transaction: of any number of requests at once
 * one makes an account. The person is then signed in with the password alone, and has to set up the second step.
 */
export async function join(accounts: Accounts, { link, name, email, password, userAgent }: Joining): Promise<Joined> {
  const { database, clock, ids } = accounts;
  const { password: passwords } = await (await accounts.auth()).$context;
  const hash = await passwords.hash(password);
  const now = clock();
  const id = ids();
  const address = link.email ?? email;
  const signedIn = async (): Promise<Joined> => {
    const { setCookies } = await startSession(accounts, { email: address, password, userAgent });
    return { status: "joined", setCookies };
  };
  if (link.reopens === "account")
    return (await reopenAccount(accounts, { link: link.id, hash })) ? signedIn() : { status: "closed" };
  const made = { sql: "EXISTS (SELECT 1 FROM staff WHERE id = :staff)", args: { staff: id } };
  const [created] = await database.write([
    {
      sql: `INSERT INTO staff (id, name, email, email_verified, role, created_at, updated_at)
            SELECT :staff, :name, :email, 1, role, :now, :now FROM join_links
            WHERE id = :link AND used_at IS NULL AND expires_at > :now AND reopens IS NULL
              AND (kind = 'invitation' OR NOT EXISTS (SELECT 1 FROM staff))
            ON CONFLICT DO NOTHING RETURNING id`,
      args: { staff: id, name, email: address, link: link.id, now },
    },
    {
      sql: `INSERT INTO staff_accounts (id, account_id, provider_id, user_id, password, created_at, updated_at)
            SELECT :account, :staff, 'credential', :staff, :hash, :now, :now WHERE ${made.sql}`,
      args: { ...made.args, account: ids(), hash, now },
    },
    {
      sql: `UPDATE join_links SET used_at = :now WHERE id = :link AND used_at IS NULL AND ${made.sql} RETURNING id`,
      args: { ...made.args, link: link.id, now },
    },
    recordStaffEvent({ id: ids(), staffId: id, kind: "joined", detail: `${address} as ${link.role}`, at: now }, made),
  ]);
  return created?.rows.length === 1 ? signedIn() : { status: "closed" };
}
