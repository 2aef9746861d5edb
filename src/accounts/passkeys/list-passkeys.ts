import { asc, eq } from "drizzle-orm";
import { staffPasskeys } from "#db/schema/staff.ts";
import type { Accounts } from "#src/accounts/domain.ts";

export interface ListedPasskey {
  id: string;
  /** What its owner calls it; null where they said nothing. */
  name: string | null;
  createdAt: number | null;
}

/** Somebody's passkeys, oldest first. */
export async function listPasskeys(
  { database }: Pick<Accounts, "database">,
  staffId: string,
): Promise<ListedPasskey[]> {
  const { id, name, createdAt, userId } = staffPasskeys;
  const rows = await database.query
    .select({ id, name, createdAt })
    .from(staffPasskeys)
    .where(eq(userId, staffId))
    .orderBy(asc(createdAt), asc(id));
  return rows.map((row) => ({ ...row, createdAt: row.createdAt?.getTime() ?? null }));
}
