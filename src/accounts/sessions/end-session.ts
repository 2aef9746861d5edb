import { eq } from "drizzle-orm";
import { staffSessions } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";

/** Ends one session on the server: its cookie is nobody's from now on. */
export async function endSession({ database }: Pick<Accounts, "database">, sessionId: string): Promise<void> {
  await database.query.delete(staffSessions).where(eq(staffSessions.id, sessionId));
}
