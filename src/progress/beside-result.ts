import { eq, sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { prepared } from "#db/client/prepared.ts";
import { assessments } from "#db/schema/assessments.ts";
import { seats } from "#db/schema/progress.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { addressesAt } from "#src/assessments/has-address.ts";
import { commitmentsAt, listAtResult } from "./commitments/list-at-result.ts";

/** In one row, since every reading of a result asks for all of it. */
const besideQuery = prepared((query) => {
  const sum = ([one, other]: ReturnType<typeof addressesAt>) => sql<number>`${one} + ${other}`;
  return query
    .select({
      addresses: sum(addressesAt(query, assessments.id)),
      commitments: sum(commitmentsAt(query, assessments.id)),
      shared: assessments.shareReference,
      seat: { reference: seats.reference, number: seats.number },
    })
    .from(assessments)
    .leftJoin(seats, eq(seats.assessmentId, assessments.id))
    .where(eq(assessments.id, sql.placeholder("id")))
    .prepare();
});

/** What a result's page shows beside its report. */
export async function besideResult(reader: { database: Database }, { id }: Pick<Assessment, "id">) {
  const [row] = await besideQuery(reader.database.query).all({ id });
  const made = row?.commitments ?? 0;
  return {
    /** Whether an address was given, so that the result is kept. */
    attached: (row?.addresses ?? 0) > 0,
    /** Its public reference, or null while it is not shared. */
    shared: row?.shared ?? null,
    /** The second seat that it was taken for, if any. */
    seat: row?.seat ?? null,
    /** Its commitments without a mailbox, and how many it has in all. */
    commitments: { kept: made > 0 ? await listAtResult(reader, id) : [], made },
  };
}
