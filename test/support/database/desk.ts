import type { Database } from "#db/client/client.ts";
import { endpoints } from "#db/schema/deliveries.ts";
import { staff } from "#db/schema/staff.ts";

export const STAFF = { id: "staff-1", name: "Olive Owner" };

/** Somebody of staff, made without the sign-in that has tests of its own. */
export async function addStaff(database: Database, { id, name } = STAFF): Promise<void> {
  const at = new Date(0);
  const row = { id, name, email: `${id}@desk.example`, emailVerified: true, role: "owner" as const };
  await database.query
    .insert(staff)
    .values({ ...row, createdAt: at, updatedAt: at })
    .onConflictDoNothing();
}

/** A receiver of webhooks that hears of these events; its id is "hook". */
export async function subscribe(database: Database, events: string[], createdAt = 0): Promise<void> {
  const row = { id: "hook", channel: "webhook" as const, url: "https://crm.example/in", createdAt };
  await database.query
    .insert(endpoints)
    .values({ ...row, events })
    .onConflictDoNothing();
}
