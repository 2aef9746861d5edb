import { eq } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { leadStandings, leads } from "#db/schema/leads.ts";
import { answerAboutFirm } from "#src/assessments/answer.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import { giveSizing } from "#src/leads/capture/give-sizing.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { EXAMPLES } from "#test/support/factories.ts";
import { completeSitting } from "#test/support/sittings.ts";
import { ADA, leadsOn } from "./leads.ts";

export const E2 = EXAMPLES.E2.submission;
export const FIRM = { c_team: "5-50", c_role: "founder", c_trigger: "forecast" };

/** Leads as the desk ranks them, on a new database for each test. */
export function standingsOn(databases: TestDatabases) {
  const { on, render } = leadsOn(databases);

  const sat = async (
    instrument: InstrumentId,
    answers: Record<string, string>,
    firm: Record<string, string> = {},
    attribution = {},
  ): Promise<Assessment> => {
    const given = { c_tool: "crm", ...answers };
    const example = instrument === "snapshot" ? "E1" : "E2";
    const { reference } = await completeSitting(on.domain, example, { answers: given, attribution });
    for (const [item, option] of Object.entries(firm))
      await answerAboutFirm(on.domain, reference, { item, option, shownAt: on.now, answeredAt: on.now });
    return (await findAssessment(on.domain, reference)) as Assessment;
  };
  const e2 = () => sat("diagnostic", E2.answers, FIRM, { utm_source: "LinkedIn" });
  const report = (assessment: Assessment, followUp = true, address = ADA) =>
    askForReport(on.domain, { assessment, address, name: null, firm: null, followUp, clientHash: null });
  const call = (assessment: Assessment, address = ADA) =>
    askForCall(on.domain, { assessment, address, when: null, phone: null, clientHash: null });
  const standing = async (address = ADA) => {
    const [row] = await on.database.query
      .select()
      .from(leadStandings)
      .innerJoin(leads, eq(leads.id, leadStandings.leadId))
      .where(eq(leads.address, address));
    return row?.lead_standings;
  };
  const setTo = (name: string, value: unknown) =>
    on.database.write([
      {
        sql: `INSERT INTO settings (name, value, changed_at) VALUES (:name, :value, :now)
              ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
        args: { name, value: JSON.stringify(value), now: on.now },
      },
    ]);
  const feeIs = (amount: number) => setTo("fee", { amount, currency: "GBP" });
  const strongMails = () => on.database.query.select().from(deliveries).where(eq(deliveries.kind, "strong-lead"));
  /** E2 as the method has it: founder, trigger, numbers, report by e-mail. */
  const strong = async () => {
    await feeIs(20_000);
    on.now += 1;
    const assessment = await e2();
    await giveSizing(on.domain, assessment.reference, E2.sizing ?? {}, "GBP");
    await report(assessment);
    return assessment;
  };
  return { on, render, sat, e2, report, call, standing, setTo, feeIs, strongMails, strong };
}
