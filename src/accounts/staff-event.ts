import type { Tx } from "#db/client/transaction.ts";
import { staffEvents } from "#db/schema/staff.ts";
import type { StaffEvent } from "#src/names/accounts.ts";
import type { Accounts } from "./domain.ts";

interface WhatWasDone {
  /** Who did it; null where nobody is known, as when a sign-in failed. */
  staffId: string | null;
  kind: StaffEvent;
  /** To whom or what, in words; null where the kind says it all. */
  detail: string | null;
}

export interface StaffEventToRecord extends WhatWasDone {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Adds one line to the audit trail, in the transaction of what it tells of. */
export async function writeStaffEvent(tx: Tx, event: StaffEventToRecord): Promise<void> {
  await tx.insert(staffEvents).values(event);
}

/** Adds one line to the audit trail about something that writes nothing else here. */
export async function recordStaffEvent(
  { database, clock, ids }: Pick<Accounts, "database" | "clock" | "ids">,
  done: WhatWasDone,
): Promise<void> {
  await database.query.insert(staffEvents).values({ ...done, id: ids(), at: clock() });
}
