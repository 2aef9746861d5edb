import { eq } from "drizzle-orm";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { askForCheckIns } from "#src/progress/check-ins/ask-for-check-ins.ts";
import { confirmPlan } from "#src/progress/check-ins/confirm-plan.ts";
import type { PickedDay } from "#src/progress/check-ins/rules.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { clientOf } from "#test/support/factories.ts";
import { ADA, day, leadsOn } from "./leads.ts";

/** Fixes that a founder picks and is asked about, on a new database for each test. */
export function checkInsOn(databases: TestDatabases) {
  const base = leadsOn(databases);
  const { on, letOut, completed } = base;

  /** What the report of an assessment puts first, with these days. */
  const picksOf = ({ result }: Assessment, ...after: number[]): PickedDay[] =>
    after.map((count, place) => ({ item: result.fixes[place]?.item ?? "", dueAt: day(count) }));
  const ask = (assessment: Assessment, picks: PickedDay[], address = ADA, place = on.domain) =>
    askForCheckIns(place, { assessment, picks, address, clientHash: clientOf("client") });
  const plans = () => on.database.query.select().from(fixPlans);
  const fixes = () => on.database.query.select().from(pickedFixes).orderBy(pickedFixes.dueAt, pickedFixes.item);
  const mailsOf = (kind: "check-in" | "confirm-check-ins") =>
    on.database.query.select().from(deliveries).where(eq(deliveries.kind, kind)).orderBy(deliveries.dueAt);
  const openPlan = async () => (await plans()).find(({ stoppedAt }) => stoppedAt === null)?.id ?? "";
  const fixOf = async (item = "") => (await fixes()).find((one) => one.item === item)?.id ?? "";
  const confirmed = async (...after: number[]) => {
    const assessment = await completed();
    await ask(assessment, picksOf(assessment, ...after));
    await letOut();
    await confirmPlan(on.domain, await openPlan());
    return assessment;
  };
  return { ...base, picksOf, ask, plans, fixes, mailsOf, openPlan, fixOf, confirmed };
}
