import type { Database } from "#db/client/client.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { hasAddress } from "#src/assessments/has-address.ts";
import { sharedAs } from "#src/assessments/share.ts";
import { countAtResult, listAtResult } from "./commitments/list-at-result.ts";
import { seatOf } from "./seats/read-seats.ts";

/** What a result's page shows beside its report. */
export async function besideResult(reader: { database: Database }, { id, reference }: Assessment) {
  const [attached, shared, seat, kept, made] = await Promise.all([
    hasAddress(reader, id),
    sharedAs(reader, reference),
    seatOf(reader, id),
    listAtResult(reader, id),
    countAtResult(reader.database, id),
  ]);
  return {
    /** Whether an address was given, so that the result is kept. */
    attached,
    /** Its public reference, or null while it is not shared. */
    shared,
    /** The second seat that it was taken for, if any. */
    seat,
    /** Its commitments without a mailbox, and how many it has in all. */
    commitments: { kept, made },
  };
}
