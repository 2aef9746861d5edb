import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { joinLinks, staff, staffEvents } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import type { StaffRole } from "#src/names/accounts.ts";

/** How much of the audit trail owners see. */
const NEWEST = 50;

export interface ListedPerson {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  /** Whether the second step is set up. */
  complete: boolean;
}

/** Everybody with an account, by name. */
export async function listPeople({ database }: Pick<Accounts, "database">): Promise<ListedPerson[]> {
  return database.query
    .select({ id: staff.id, name: staff.name, email: staff.email, role: staff.role, complete: staff.twoFactorEnabled })
    .from(staff)
    .orderBy(asc(staff.name), asc(staff.id));
}

/** Invitations that may still be used, newest first. */
export async function listInvitations({ database, clock }: Pick<Accounts, "database" | "clock">) {
  return database.query
    .select({ id: joinLinks.id, email: joinLinks.email, role: joinLinks.role, expiresAt: joinLinks.expiresAt })
    .from(joinLinks)
    .where(
      and(
        eq(joinLinks.kind, "invitation"),
        isNull(joinLinks.reopens),
        isNull(joinLinks.usedAt),
        gt(joinLinks.expiresAt, clock()),
      ),
    )
    .orderBy(desc(joinLinks.createdAt));
}

/** Of somebody who is gone the name is kept that they had. */
const NAME = sql<string | null>`coalesce(${staff.name}, ${staffEvents.staffName})`;

/** The newest of the audit trail, with the name of who did it; null where nobody is known. */
export async function listStaffEvents({ database }: Pick<Accounts, "database">) {
  return database.query
    .select({ kind: staffEvents.kind, detail: staffEvents.detail, at: staffEvents.at, name: NAME })
    .from(staffEvents)
    .leftJoin(staff, eq(staff.id, staffEvents.staffId))
    .orderBy(desc(staffEvents.at))
    .limit(NEWEST);
}
