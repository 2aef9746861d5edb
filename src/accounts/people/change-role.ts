import type { Accounts } from "#src/accounts/domain.ts";
import type { StaffRole } from "#src/names/accounts.ts";

/** An owner does something to somebody of staff. */
export interface ToPerson {
  by: string;
  person: string;
}

/** Conditions on a row of `staff`: an owner asks, and somebody stops being an owner only while another one is left. */
export const BY_OWNER = "EXISTS (SELECT 1 FROM staff AS actor WHERE actor.id = :by AND actor.role = 'owner')";
export const NOT_THE_LAST_OWNER = "(role <> 'owner' OR (SELECT count(*) FROM staff WHERE role = 'owner') > 1)";

/** Makes somebody an owner or a member, from their next request on. `refused`: they are gone, or the last owner. */
export async function changeRole(
  { database, clock, ids }: Accounts,
  { by, person, role }: ToPerson & { role: StaffRole },
): Promise<"changed" | "refused"> {
  const now = clock();
  const may = `id = :person AND ${BY_OWNER} AND (:role = 'owner' OR ${NOT_THE_LAST_OWNER})`;
  const [, changed] = await database.write([
    {
      sql: `INSERT INTO staff_events (id, staff_id, kind, detail, at)
            SELECT :event, :by, 'role-changed', email || ' is now ' || :role, :now FROM staff WHERE ${may}`,
      args: { event: ids(), by, person, role, now },
    },
    {
      sql: `UPDATE staff SET role = :role, updated_at = :now WHERE ${may} RETURNING id`,
      args: { by, person, role, now },
    },
  ]);
  return changed?.rows.length === 1 ? "changed" : "refused";
}
