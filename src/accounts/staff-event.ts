import type { BoundStatement } from "#db/client/statements.ts";
import type { Tx } from "#db/client/transaction.ts";
import { staffEvents } from "#db/schema/staff.ts";
import type { StaffEvent } from "#src/names/accounts.ts";

/** A condition that must hold for the event to be written, with named arguments that do not start with `event_`. */
interface Only {
  sql: string;
  args: Readonly<Record<string, string | number | null>>;
}

export interface StaffEventToRecord {
  id: string;
  /** Who did it; null where nobody is known, as when a sign-in failed. */
  staffId: string | null;
  kind: StaffEvent;
  /** To whom or what, in words; null where the kind says it all. */
  detail: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** Adds one line to the audit trail, in the transaction of what it tells of. */
export async function writeStaffEvent(tx: Tx, event: StaffEventToRecord): Promise<void> {
  await tx.insert(staffEvents).values(event);
}

/** The statement that adds one line to the audit trail; put it into the transaction of what it tells of. */
export function recordStaffEvent({ id, staffId, kind, detail, at }: StaffEventToRecord, only?: Only): BoundStatement {
  return {
    sql: `INSERT INTO staff_events (id, staff_id, kind, detail, at)
          SELECT :event_id, :event_staff, :event_kind, :event_detail, :event_at ${only ? `WHERE ${only.sql}` : ""}`,
    args: {
      ...only?.args,
      event_id: id,
      event_staff: staffId,
      event_kind: kind,
      event_detail: detail,
      event_at: at,
    },
  };
}
