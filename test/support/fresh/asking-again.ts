import { eq } from "drizzle-orm";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import { confirmWish } from "#src/progress/ask-again/confirm-wish.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { clientOf } from "#test/support/factories.ts";
import { ADA, leadsOn } from "#test/support/fresh/leads.ts";

/** Wishes to be asked again, on a new database for each test. */
export function askingAgainOn(databases: TestDatabases) {
  const base = leadsOn(databases);
  const { on, letOut, completed } = base;

  const ask = (assessment: Assessment, againDays: number | null = 90, address = ADA, place = on.domain) => {
    const nobody = { name: null, firm: null, followUp: false, clientHash: clientOf("client") };
    return askForReport(place, { assessment, address, againDays, ...nobody });
  };
  const wishes = () => on.database.query.select().from(retakeReminders);
  const mailsOf = (kind: "ask-again" | "confirm-again" | "report") =>
    on.database.query.select().from(deliveries).where(eq(deliveries.kind, kind)).orderBy(deliveries.createdAt);
  const idOfWish = async () => (await wishes()).find(({ stoppedAt }) => stoppedAt === null)?.id ?? "";
  const confirmed = async (everyDays = 90) => {
    const assessment = await completed();
    await ask(assessment, everyDays);
    await confirmWish(on.domain, await idOfWish());
    await letOut();
    return assessment;
  };
  return { ...base, ask, wishes, mailsOf, idOfWish, confirmed };
}
