import type { Accounts } from "#src/accounts/domain.ts";
import { BY_OWNER, NOT_THE_LAST_OWNER, type ToPerson } from "./change-role.ts";

/**
 * Takes somebody's account away, with password, second step and every session; what they did stays told. `refused`: they
 * are gone, or the last owner.
 */
export async function removePerson(
  { database, clock, ids }: Pick<Accounts, "database" | "clock" | "ids">,
  { by, person }: ToPerson,
): Promise<"removed" | "refused"> {
  const may = `id = :person AND ${BY_OWNER} AND ${NOT_THE_LAST_OWNER}`;
  const results = await database.write([
    {
      sql: `INSERT INTO staff_events (id, staff_id, kind, detail, at)
            SELECT :event, :by, 'removed', email, :now FROM staff WHERE ${may}`,
      args: { event: ids(), by, person, now: clock() },
    },
    ...["lead_events", "staff_events"].map((events) => ({
      sql: `UPDATE ${events} SET staff_name = staff.name FROM staff WHERE staff_id = :person AND staff.${may}`,
      args: { by, person },
    })),
    { sql: `DELETE FROM staff WHERE ${may} RETURNING id`, args: { by, person } },
  ]);
  return results.at(-1)?.rows.length === 1 ? "removed" : "refused";
}
