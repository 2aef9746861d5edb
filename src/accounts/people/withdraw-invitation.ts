import { eq } from "drizzle-orm";
import { joinLinks } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { closeInvitations } from "./close-invitations.ts";
import { isOwner } from "./is-owner.ts";

/** Closes an invitation that has not been used. Doing it twice, too late, or as no owner changes nothing. */
export async function withdrawInvitation(
  accounts: Accounts,
  { by, link }: { by: string; link: string },
): Promise<void> {
  const { database, clock } = accounts;
  const now = clock();
  await database.transaction(async (tx) => {
    if (await isOwner(tx, by)) await closeInvitations(tx, accounts, { which: eq(joinLinks.id, link), by, now });
  });
}
