import type { Accounts } from "./domain.ts";

/** Switches the desk's single-key shortcuts on or off for one person. */
export async function setShortcuts(
  { database, clock }: Pick<Accounts, "database" | "clock">,
  { staffId, on }: { staffId: string; on: boolean },
): Promise<void> {
  const args = { staff: staffId, off: on ? null : clock() };
  await database.write([{ sql: "UPDATE staff SET shortcuts_off_at = :off WHERE id = :staff", args }]);
}
