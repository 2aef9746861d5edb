import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { joinLinks } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { LINK_WORKS } from "#src/accounts/rules.ts";
import { countTry, type Limited, linkTries } from "#src/accounts/sign-in/tries.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { BEHIND_THE_ANSWER, enqueue } from "#src/outbox/enqueue.ts";

export type DeskLinkAnswer = { status: "asked" } | Limited;

/**
 * Asks for a link by which somebody with an account gets in without the password, proving mailbox and authenticator. The
 * same statements run and the same answer comes whether or not anybody here has the address; a newer link ends an older.
 *
 * @param email as `address.ts` parses it
 */
export async function askForDeskLink(
  accounts: Accounts,
  { email, clientHash }: { email: string; clientHash: ClientHash },
): Promise<DeskLinkAnswer> {
  const { database, clock, ids, hashAddress, wakeDelivery } = accounts;
  const wait = await countTry(accounts, linkTries(hashAddress(email), clientHash));
  if (wait !== null) return { status: "limited", retryAfterSeconds: wait };
  const now = clock();
  const link = ids();
  await database.transaction(async (tx) => {
    const older = and(eq(joinLinks.reopens, "session"), eq(joinLinks.email, email), gt(joinLinks.expiresAt, now));
    const links = tx.select({ id: joinLinks.id }).from(joinLinks).where(older);
    await tx
      .update(deliveries)
      .set({ state: "cancelled", reason: "a newer link was asked for" })
      .where(and(eq(deliveries.state, "pending"), inArray(deliveries.joinLinkId, links)));
    await tx.update(joinLinks).set({ expiresAt: now }).where(older);
    const until = now + LINK_WORKS;
    await tx.run(sql`
      INSERT INTO join_links (id, kind, email, role, created_at, expires_at, staff_id, reopens)
      SELECT ${link}, 'invitation', email, role, ${now}, ${until}, id, 'session' FROM staff
      WHERE email = ${email} AND two_factor_enabled = 1`);
    const about = { joinLinkId: link };
    const made = sql`EXISTS (SELECT 1 FROM join_links WHERE id = ${link})`;
    await enqueue(tx, { kind: "invitation", about, now, dueAt: now + BEHIND_THE_ANSWER }, made);
  });
  wakeDelivery();
  return { status: "asked" };
}
