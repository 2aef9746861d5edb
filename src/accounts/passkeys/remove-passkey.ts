import type { Accounts } from "#src/accounts/domain.ts";

/** Takes one of somebody's own passkeys away; doing it twice changes nothing. */
export async function removePasskey(
  { database, clock, ids }: Pick<Accounts, "database" | "clock" | "ids">,
  { staffId, passkey }: { staffId: string; passkey: string },
): Promise<void> {
  const own = "id = :passkey AND user_id = :staff";
  const args = { passkey, staff: staffId };
  await database.write([
    {
      sql: `INSERT INTO staff_events (id, staff_id, kind, detail, at)
            SELECT :event, :staff, 'passkey-removed', name, :now FROM staff_passkeys WHERE ${own}`,
      args: { ...args, event: ids(), now: clock() },
    },
    { sql: `DELETE FROM staff_passkeys WHERE ${own}`, args },
  ]);
}
