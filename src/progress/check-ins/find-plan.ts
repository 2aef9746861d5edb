import { and, asc, eq, isNotNull, type SQL } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { assessments } from "#db/schema/assessments.ts";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { findAssessment } from "#src/assessments/find.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { actFor } from "#src/report/parts/fixes.ts";
import { type ReportSource, withItsBank } from "#src/report/parts/source.ts";

/** A picked fix in the words of the report that offered it. */
export type PickedFix = typeof pickedFixes.$inferSelect & { title: string; proof: string; layer: string };

/** Fixes that were picked for a mailbox at one result, those that are due first standing first. */
export type Plan = typeof fixPlans.$inferSelect & { fixes: PickedFix[] };

export interface PlanReader extends Pick<ReportSource, "words" | "site"> {
  database: { query: Query };
  banks: Banks;
}

/** The plan with this id, or null where there is none. */
export async function findPlan(reader: PlanReader, id: string): Promise<Plan | null> {
  return (await plansOf(reader, eq(fixPlans.id, id)))[0] ?? null;
}

/** The plan that a picked fix is of, or null. */
export async function findPlanOfFix(reader: PlanReader, fix: string): Promise<Plan | null> {
  const [row] = await reader.database.query.select().from(pickedFixes).where(eq(pickedFixes.id, fix));
  return row ? findPlan(reader, row.planId) : null;
}

/** The plans that a mailbox has said yes to, oldest first, whether they stand or are ended. */
export function confirmedPlans(reader: PlanReader, leadId: string): Promise<Plan[]> {
  return plansOf(reader, and(eq(fixPlans.leadId, leadId), isNotNull(fixPlans.confirmedAt)));
}

async function plansOf(reader: PlanReader, which: SQL | undefined): Promise<Plan[]> {
  const { query } = reader.database;
  const rows = await query
    .select({ plan: fixPlans, fix: pickedFixes, reference: assessments.reference })
    .from(fixPlans)
    .innerJoin(assessments, eq(assessments.id, fixPlans.assessmentId))
    .innerJoin(pickedFixes, eq(pickedFixes.planId, fixPlans.id))
    .where(which)
    .orderBy(asc(fixPlans.confirmedAt), asc(pickedFixes.dueAt), asc(pickedFixes.item));
  const plans = Map.groupBy(rows, ({ plan }) => plan.id);
  const found = [...plans.values()].map(async (those): Promise<Plan[]> => {
    const [first] = those;
    const assessment = first && (await findAssessment(reader, first.reference, first.plan.revision));
    if (!assessment) return [];
    const source = withItsBank({ ...reader, assessment });
    const fixes = those.flatMap(({ fix }) => {
      const item = source.bank.items.find(({ id }) => id === fix.item);
      if (!item) return [];
      const { title, proof, layer } = actFor(source, item);
      return [{ ...fix, title, proof, layer }];
    });
    return [{ ...first.plan, fixes }];
  });
  return (await Promise.all(found)).flat();
}
