import { and, eq, gt, isNull } from "drizzle-orm";
import { staffEvents } from "#db/schema/staff.ts";
import { HOUR } from "#src/time.ts";
import type { Accounts } from "./domain.ts";
import { recordStaffEvent } from "./staff-event.ts";

/** What was refused: something that this person of staff may not do, or one more of what a limit allows no more of. */
export interface Refusal {
  kind: "refused" | "limit-reached";
  /** Who asked; null where nobody is signed in at the desk. */
  staffId: string | null;
  /** Method and route. */
  what: string;
}

/** Puts a refusal into the audit trail: once an hour for the same person and route, so that repeating it fills nothing. */
export async function recordRefusal(
  accounts: Pick<Accounts, "database" | "clock" | "ids">,
  { kind, staffId, what }: Refusal,
): Promise<void> {
  const [known] = await accounts.database.query
    .select({ id: staffEvents.id })
    .from(staffEvents)
    .where(
      and(
        gt(staffEvents.at, accounts.clock() - HOUR),
        eq(staffEvents.kind, kind),
        eq(staffEvents.detail, what),
        staffId === null ? isNull(staffEvents.staffId) : eq(staffEvents.staffId, staffId),
      ),
    )
    .limit(1);
  if (!known) await recordStaffEvent(accounts, { staffId, kind, detail: what });
}
