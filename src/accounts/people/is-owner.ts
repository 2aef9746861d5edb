import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { staff } from "#db/schema/staff.ts";

/** An owner does something to somebody of staff. */
export interface ToPerson {
  by: string;
  person: string;
}

/** Why nothing is done to somebody of staff: whoever wants it is no owner any more, they are gone, or the last owner. */
export type PersonRefusal = "forbidden" | "gone" | "last-owner";

export async function isOwner(tx: Tx, id: string): Promise<boolean> {
  return (await tx.$count(staff, and(eq(staff.id, id), eq(staff.role, "owner")))) > 0;
}

/** Whether somebody is the only owner there is: then they stay one. */
export async function isLastOwner(tx: Tx, id: string): Promise<boolean> {
  return (await isOwner(tx, id)) && (await tx.$count(staff, eq(staff.role, "owner"))) === 1;
}
