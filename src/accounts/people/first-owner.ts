import { and, eq, gt, isNull } from "drizzle-orm";
import { joinLinks, staff } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";

/**
 * The one-time link by which the first owner joins, good for 24 hours from now: the one from before while it is open, so
 * that a restart ends nothing, else a new one. Returns its absolute address, or null where there is staff already.
 */
export async function makeFirstOwnerLink(
  { database, clock, ids, sign }: Pick<Accounts, "database" | "clock" | "ids" | "sign">,
  publicUrl: string,
): Promise<string | null> {
  const now = clock();
  const id = await database.transaction(async (tx) => {
    if ((await tx.$count(staff)) > 0) return null;
    const open = and(eq(joinLinks.kind, "first-owner"), isNull(joinLinks.usedAt), gt(joinLinks.expiresAt, now));
    const expiresAt = now + DAY;
    await tx.update(joinLinks).set({ expiresAt }).where(open);
    const [waiting] = await tx.select({ id: joinLinks.id }).from(joinLinks).where(open).orderBy(joinLinks.createdAt);
    if (waiting) return waiting.id;
    const link = { id: ids(), kind: "first-owner", role: "owner", createdAt: now, expiresAt } as const;
    await tx.insert(joinLinks).values(link);
    return link.id;
  });
  return id === null ? null : paths.absolute(publicUrl, paths.join(linkToken(sign, "join", id)));
}

/** What the server says aloud of that link at each start until there is staff. */
export function firstOwnerWords(link: string): string {
  return `Nobody has a desk account yet. The first owner opens this link, once and within 24 hours:\n  ${link}`;
}
