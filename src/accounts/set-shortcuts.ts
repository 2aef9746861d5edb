import { eq } from "drizzle-orm";
import { staff } from "#db/schema/staff.ts";
import type { Accounts } from "./domain.ts";

/** Switches the desk's single-key shortcuts on or off for one person. */
export async function setShortcuts(
  { database, clock }: Pick<Accounts, "database" | "clock">,
  { staffId, on }: { staffId: string; on: boolean },
): Promise<void> {
  await database.query
    .update(staff)
    .set({ shortcutsOffAt: on ? null : clock() })
    .where(eq(staff.id, staffId));
}
