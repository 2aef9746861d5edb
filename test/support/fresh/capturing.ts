import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leads } from "#db/schema/leads.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { askForReport, type ReportRequest } from "#src/leads/capture/ask-for-report.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { clientOf } from "#test/support/factories.ts";
import { ADA, leadsOn } from "./leads.ts";

/** How many rows there are of each kind that `counts` counts. */
export const ONE_OF_EACH = [1, 1, 1, 1, 1];
export const NOTHING = [0, 0, 0, 0, 0];

/** Addresses given at a result, and what is kept of them, on a new database for each test. */
export function capturingOn(databases: TestDatabases) {
  const base = leadsOn(databases);
  const { on } = base;

  const completed = () => base.completed("E1");
  const ask = (assessment: Assessment, address: string, more: Partial<ReportRequest> = {}, place = on.domain) => {
    const nobody = { name: null, firm: null, followUp: false, clientHash: clientOf("client") };
    return askForReport(place, { ...nobody, assessment, address, ...more });
  };
  const call = (assessment: Assessment, address = ADA) =>
    askForCall(on.domain, { assessment, address, when: "Tuesday", phone: "+44 20", clientHash: clientOf("client") });
  const limitTo = (mailLimits: Partial<LeadDomain["mailLimits"]>) => {
    on.domain = { ...on.domain, mailLimits: { ...on.domain.mailLimits, ...mailLimits } };
  };
  const rows = async () => ({
    leads: await on.database.query.select().from(leads).orderBy(leads.address),
    attachments: await on.database.query.select().from(attachments),
    consents: await on.database.query.select().from(consents).orderBy(consents.purpose),
    events: await on.database.query.select().from(leadEvents).orderBy(leadEvents.at),
    deliveries: await on.database.query.select().from(deliveries).orderBy(deliveries.createdAt),
  });
  const counts = async () => Object.values(await rows()).map((list) => list.length);
  return { on, completed, ask, call, limitTo, rows, counts };
}
