import { lt, or } from "drizzle-orm";
import { joinLinks, staffRateLimits, staffSessions, staffVerifications } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { DAY } from "#src/time.ts";

/**
 * Erases sessions, codes, limits and join links a day after they ended; with a join link goes the message that carried it
 * (security.md, "Privacy"). Returns the number of rows erased.
 */
export async function eraseEnded({ database, clock }: Pick<Accounts, "database" | "clock">): Promise<number> {
  const before = clock() - DAY;
  const ended = new Date(before);
  return database.transaction(async (tx) => {
    const erased = [
      await tx.delete(staffSessions).where(lt(staffSessions.expiresAt, ended)),
      await tx.delete(staffVerifications).where(lt(staffVerifications.expiresAt, ended)),
      await tx.delete(staffRateLimits).where(lt(staffRateLimits.lastRequest, before)),
      await tx.delete(joinLinks).where(or(lt(joinLinks.expiresAt, before), lt(joinLinks.usedAt, before))),
    ];
    return erased.reduce((sum, { rowsAffected }) => sum + rowsAffected, 0);
  });
}
