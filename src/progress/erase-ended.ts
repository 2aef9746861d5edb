import { and, inArray, isNotNull, lt, or } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { founderSessions, signInLinks } from "#db/schema/progress.ts";
import { eraseDeliveries, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { SESSION_IDLE } from "#src/progress/sign-in/session-rules.ts";
import { DAY } from "#src/time.ts";

/**
 * Erases sign-in links a day after they ended, with the mails that carried them, and sessions a day after their idle or
 * absolute end; client hashes go a day after they were taken (security.md, "Privacy"). Returns the number of rows erased.
 */
export async function eraseEndedAccess({
  database,
  clock,
  forgetMail,
}: MailForgetter & { database: Database; clock: () => number }): Promise<number> {
  const now = clock();
  const before = now - DAY;
  const ended = lt(signInLinks.expiresAt, before);
  const idle = or(lt(founderSessions.expiresAt, before), lt(founderSessions.lastSeenAt, before - SESSION_IDLE));
  const { messages, erased } = await database.transaction(async (tx) => {
    const ids = tx.select({ id: signInLinks.id }).from(signInLinks).where(ended);
    const messages = await eraseDeliveries(tx, inArray(deliveries.signInLinkId, ids));
    const links = await tx.delete(signInLinks).where(ended);
    const sessions = await tx.delete(founderSessions).where(idle);
    const hashed = and(isNotNull(signInLinks.clientHash), lt(signInLinks.createdAt, before));
    await tx.update(signInLinks).set({ clientHash: null }).where(hashed);
    return { messages, erased: links.rowsAffected + sessions.rowsAffected };
  });
  await forgetMail(messages);
  return erased;
}
