import { eq } from "drizzle-orm";
import { staffSessions } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";

/**
 * Ends this session on the server. Returns the cookies that make the browser forget it.
 * @throws the database's errors: then the person is still signed in.
 */
export async function signOut(accounts: Accounts, who: { staffId: string; sessionId: string }): Promise<string[]> {
  const { database, clock, ids } = accounts;
  const auth = await accounts.auth();
  await database.transaction(async (tx) => {
    await tx.delete(staffSessions).where(eq(staffSessions.id, who.sessionId));
    await writeStaffEvent(tx, { id: ids(), staffId: who.staffId, kind: "signed-out", detail: null, at: clock() });
  });
  const { headers } = await auth.api.signOut({ headers: new Headers(), returnHeaders: true });
  return headers.getSetCookie();
}
