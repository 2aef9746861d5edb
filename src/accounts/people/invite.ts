import { eq } from "drizzle-orm";
import { joinLinks, staff } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import { writeStaffEvent } from "#src/accounts/staff-event.ts";
import type { StaffRole } from "#src/names/accounts.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { DAY } from "#src/time.ts";
import { closeInvitations } from "./close-invitations.ts";
import { isOwner } from "./is-owner.ts";

/** How long an invitation may be used. */
const OPEN_FOR = 7 * DAY;

export interface Invitation {
  /** The owner who invites. */
  by: string;
  /** As `address.ts` parses it. */
  email: string;
  role: StaffRole;
}

/**
 * Makes a join link for an address and puts its message into the outbox, in one transaction. An older invitation for the
 * same address is closed. Nothing is sent where the address has an account already (`known`), nor for somebody who is no
 * owner (`forbidden`).
 */
export async function invite(
  accounts: Accounts,
  { by, email, role }: Invitation,
): Promise<"invited" | "known" | "forbidden"> {
  const { database, clock, ids, wakeDelivery } = accounts;
  const now = clock();
  const link = ids();
  const invited = await database.transaction(async (tx) => {
    if (!(await isOwner(tx, by))) return "forbidden";
    if ((await tx.$count(staff, eq(staff.email, email))) > 0) return "known";
    await closeInvitations(tx, accounts, { which: eq(joinLinks.email, email), by, now });
    const invitation = { kind: "invitation" as const, email, role, invitedBy: by };
    await tx.insert(joinLinks).values({ ...invitation, id: link, createdAt: now, expiresAt: now + OPEN_FOR });
    await enqueue(tx, { kind: "invitation", about: { joinLinkId: link }, now });
    await writeStaffEvent(tx, { id: ids(), staffId: by, kind: "invited", detail: `${email} as ${role}`, at: now });
    return "invited";
  });
  if (invited === "invited") wakeDelivery();
  return invited;
}
