import { eq } from "drizzle-orm";
import { joinLinks, staff } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { linkToken } from "#src/tokens.ts";

/**
 * Makes a link by which this address becomes an owner, good once and for 24 hours: the way back when no owner can sign in
 * any more. Where the address has an account, the link opens that one again, with a new password and a new second step.
 * Nobody of staff invites, so it is for whoever runs the server. Returns its absolute address.
 *
 * @param email as `address.ts` parses it
 */
export async function makeOwnerLink(
  { database, clock, ids, sign }: Pick<Accounts, "database" | "clock" | "ids" | "sign">,
  email: string,
  publicUrl: string,
): Promise<string> {
  const now = clock();
  const id = ids();
  await database.transaction(async (tx) => {
    const [known] = await tx.select({ staffId: staff.id }).from(staff).where(eq(staff.email, email));
    const opens = known && ({ staffId: known.staffId, reopens: "account" } as const);
    const link = { id, kind: "invitation", email, role: "owner", createdAt: now, expiresAt: now + DAY } as const;
    await tx.insert(joinLinks).values({ ...link, ...opens });
    await writeStaffEvent(tx, { id: ids(), staffId: null, kind: "invited", detail: `${email} by command`, at: now });
  });
  return paths.absolute(publicUrl, paths.join(linkToken(sign, "join", id)));
}
