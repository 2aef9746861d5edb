import { eq } from "drizzle-orm";
import { joinLinks } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { closeInvitations } from "./close-invitations.ts";
import { isOwner } from "./is-owner.ts";

/** Closes an invitation that has not been used. Doing it twice or too late changes nothing, and only owners may. */
export async function withdrawInvitation(
  accounts: Accounts,
  { by, link }: { by: string; link: string },
): Promise<"withdrawn" | "forbidden"> {
  const { database, clock } = accounts;
  const now = clock();
  return database.transaction(async (tx) => {
    if (!(await isOwner(tx, by))) return "forbidden";
    await closeInvitations(tx, accounts, { which: eq(joinLinks.id, link), by, now });
    return "withdrawn";
  });
}
