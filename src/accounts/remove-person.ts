import { BY_OWNER, NOT_THE_LAST_OWNER, type ToPerson } from "./change-role.ts";
import type { Accounts } from "./domain.ts";

/**
 * Takes somebody's account away, with password, second step and every session; what they did stays told. `refused`: they
 * are gone, or the last owner.
 */
export async function removePerson(
  { database, clock, ids }: Accounts,
  { by, person }: ToPerson,
): Promise<"removed" | "refused"> {
  const may = `id = :person AND ${BY_OWNER} AND ${NOT_THE_LAST_OWNER}`;
  const [, removed] = await database.write([
    {
      sql: `INSERT INTO staff_events (id, staff_id, kind, detail, at)
            SELECT :event, :by, 'removed', email, :now FROM staff WHERE ${may}`,
      args: { event: ids(), by, person, now: clock() },
    },
    { sql: `DELETE FROM staff WHERE ${may} RETURNING id`, args: { by, person } },
  ]);
  return removed?.rows.length === 1 ? "removed" : "refused";
}
