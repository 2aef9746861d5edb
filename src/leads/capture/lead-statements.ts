import type { BoundStatement } from "#db/client/statements.ts";
import type { Condition } from "#src/outbox/condition.ts";

/** An address that somebody gave at a result, as `address.ts` parses it. */
export interface GivenAddress {
  /** The lead's id if the address is new; another lead keeps its own. */
  id: string;
  address: string;
  name: string | null;
  firm: string | null;
  phone: string | null;
  assessmentId: number;
  now: number;
  /** Must hold too; its arguments must not be named as those here. */
  condition: Condition;
}

/** The statements that keep a lead and attach the assessment. What somebody typed never overwrites what a lead says. */
export function leadStatements(given: GivenAddress): BoundStatement[] {
  const { id, address, name, firm, phone, assessmentId, now, condition } = given;
  const common = { ...condition.args, address, now };
  return [
    {
      sql: `INSERT INTO leads (id, address, name, firm, phone, created_at)
            SELECT :lead, :address, :name, :firm, :phone, :now WHERE ${condition.sql}
            ON CONFLICT (address) DO UPDATE SET name = coalesce(leads.name, excluded.name),
              firm = coalesce(leads.firm, excluded.firm), phone = coalesce(leads.phone, excluded.phone)`,
      args: { ...common, lead: id, name, firm, phone },
    },
    {
      sql: `INSERT INTO attachments (lead_id, assessment_id, attached_at)
            SELECT leads.id, :assessment, :now FROM leads WHERE address = :address AND ${condition.sql}
            ON CONFLICT DO NOTHING`,
      args: { ...common, assessment: assessmentId },
    },
  ];
}
