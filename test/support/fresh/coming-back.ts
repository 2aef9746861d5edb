import { eq } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { leads } from "#db/schema/leads.ts";
import { findAssessment } from "#src/assessments/find.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import { claimResults } from "#src/progress/page/claim-results.ts";
import { readHistory } from "#src/progress/page/read-history.ts";
import { DAY } from "#src/time.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { leadsOn } from "./leads.ts";

/** Founders who come back to what their mailbox holds, on a new database for each test. */
export function comingBackOn(databases: TestDatabases) {
  const { on, completed } = leadsOn(databases);

  const taken = async (name: "E1" | "E2" | "E6" = "E2"): Promise<string> => {
    on.now += DAY;
    return (await completed(name)).reference;
  };
  /** Somebody types an address under a result, which proves nothing. */
  const give = async (reference: string, address: string): Promise<string> => {
    const assessment = await findAssessment(on.domain, reference);
    if (!assessment) throw new Error("There is no such result.");
    const request = { assessment, address, name: null, firm: null, followUp: true, clientHash: null };
    await askForReport(on.domain, request);
    const [lead] = await on.database.query.select().from(leads).where(eq(leads.address, address));
    return lead?.id ?? "";
  };
  const keep = (leadId: string, ...references: string[]) => claimResults(on.domain, { leadId, references });
  const held = async (leadId: string) => {
    const { own, unclaimed } = await readHistory(on.domain, leadId);
    const references = (those: typeof own) => those.map(({ reference }) => reference);
    return { own: references(own), unclaimed: references(unclaimed) };
  };
  const idOf = async (reference: string) => {
    const [row] = await on.database.query.select().from(assessments).where(eq(assessments.reference, reference));
    return row?.id ?? 0;
  };
  return { on, taken, give, keep, held, idOf };
}
