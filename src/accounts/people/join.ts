import { eq } from "drizzle-orm";
import { staff, staffAccounts } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { reopenAccount } from "#src/accounts/reopening/reopen-account.ts";
import { startSession } from "#src/accounts/sign-in/start-session.ts";
import { spendJoinLink } from "#src/accounts/spend-join-link.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
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
  const address = link.email ?? email;
  const signedIn = async (): Promise<Joined> => {
    const { setCookies } = await startSession(accounts, { email: address, password, userAgent });
    return { status: "joined", setCookies };
  };
  if (link.reopens === "account")
    return (await reopenAccount(accounts, { link: link.id, hash })) ? signedIn() : { status: "closed" };
  const joined = await database.transaction(async (tx) => {
    const taken = link.kind === "first-owner" ? undefined : eq(staff.email, address);
    if ((await tx.$count(staff, taken)) > 0) return false;
    if (!(await spendJoinLink(tx, { id: link.id, reopens: null, now }))) return false;
    const [id, at] = [ids(), new Date(now)];
    const written = { createdAt: at, updatedAt: at };
    await tx.insert(staff).values({ ...written, id, name, email: address, emailVerified: true, role: link.role });
    const credential = { accountId: id, providerId: "credential", userId: id, password: hash };
    await tx.insert(staffAccounts).values({ ...written, ...credential, id: ids() });
    const detail = `${address} as ${link.role}`;
    await writeStaffEvent(tx, { id: ids(), staffId: id, kind: "joined", detail, at: now });
    return true;
  });
  return joined ? signedIn() : { status: "closed" };
}
