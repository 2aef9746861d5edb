import { and, desc, eq, gt } from "drizzle-orm";
import { staffSessions } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";

export interface ListedSession {
  id: string;
  /** What the browser calls itself; empty where it says nothing. */
  userAgent: string | null;
  startedAt: number;
  /** When it was last seen, to a quarter of an hour. */
  seenAt: number;
}

/** Where somebody is signed in, the newest first. */
export async function listSessions(
  { database, clock }: Pick<Accounts, "database" | "clock">,
  staffId: string,
): Promise<ListedSession[]> {
  const found = await database.query
    .select()
    .from(staffSessions)
    .where(and(eq(staffSessions.userId, staffId), gt(staffSessions.expiresAt, new Date(clock()))))
    .orderBy(desc(staffSessions.createdAt));
  return found.map(({ id, userAgent, createdAt, updatedAt }) => ({
    id,
    userAgent,
    startedAt: createdAt.getTime(),
    seenAt: updatedAt.getTime(),
  }));
}
