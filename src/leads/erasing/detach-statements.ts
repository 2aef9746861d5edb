import type { BoundStatement } from "#db/client/statements.ts";
import type { Condition } from "#src/outbox/condition.ts";
import { eraseDeliveries } from "#src/outbox/erase-deliveries.ts";

/** An address on a result. `condition` must hold for anything to happen; its arguments must not start with `detached_`. */
export interface Detached {
  lead: string;
  assessment: number;
  condition?: Condition | undefined;
}

/**
 * The statements that take an address off a result with everything that hangs on both: messages, events, commitments. The
 * result itself stays. Their results go to `erasedIn`; the last one tells by `rowsAffected` whether the address was on it.
 */
export function detachStatements({ lead, assessment, condition }: Detached): BoundStatement[] {
  const args = { ...condition?.args, detached_lead: lead, detached_assessment: assessment };
  const both = "lead_id = :detached_lead AND assessment_id = :detached_assessment";
  const which = condition ? `${both} AND (${condition.sql})` : both;
  return [
    eraseDeliveries({ sql: which, args }),
    eraseDeliveries({ sql: `commitment_id IN (SELECT id FROM commitments WHERE ${which})`, args }),
    ...["lead_events", "commitments", "retakes", "attachments"].map((table) => ({
      sql: `DELETE FROM ${table} WHERE ${which}`,
      args,
    })),
  ];
}
