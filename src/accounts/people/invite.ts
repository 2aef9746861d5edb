import type { Accounts } from "#src/accounts/domain.ts";
import { recordStaffEvent } from "#src/accounts/staff-event.ts";
import type { StaffRole } from "#src/names/accounts.ts";
import { enqueueInvitation } from "#src/outbox/enqueue-invitation.ts";
import { DAY } from "#src/time.ts";

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
 * same address is closed. `known`: the address has an account already, and nothing is sent.
 */
export async function invite(accounts: Accounts, { by, email, role }: Invitation): Promise<"invited" | "known"> {
  const { database, clock, ids, wakeDelivery } = accounts;
  const now = clock();
  const link = ids();
  const made = { sql: "EXISTS (SELECT 1 FROM join_links WHERE id = :link)", args: { link } };
  const results = await database.write([
    {
      sql: `UPDATE join_links SET expires_at = :now
            WHERE email = :email AND used_at IS NULL AND expires_at > :now`,
      args: { email, now },
    },
    {
      sql: `INSERT INTO join_links (id, kind, email, role, invited_by, created_at, expires_at)
            SELECT :link, 'invitation', :email, :role, id, :now, :expires FROM staff
            WHERE id = :by AND role = 'owner' AND NOT EXISTS (SELECT 1 FROM staff WHERE email = :email)
            RETURNING id`,
      args: { link, email, role, by, now, expires: now + OPEN_FOR },
    },
    enqueueInvitation({ id: ids(), joinLinkId: link, now }),
    recordStaffEvent({ id: ids(), staffId: by, kind: "invited", detail: `${email} as ${role}`, at: now }, made),
  ]);
  if (results[1]?.rows.length !== 1) return "known";
  wakeDelivery();
  return "invited";
}
