import { eq } from "drizzle-orm";
import { fixPlans, pickedFixes } from "#db/schema/check-ins.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { askForCheckIns } from "#src/progress/check-ins/ask-for-check-ins.ts";
import { confirmPlan } from "#src/progress/check-ins/confirm-plan.ts";
import type { PickedDay } from "#src/progress/check-ins/rules.ts";
import { DAY, HOUR } from "#src/time.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";
import { clientOf } from "#test/support/factories.ts";
import { ADA, leadsOn } from "./leads.ts";

/** START is nine in the morning, when mails with a date go out: the same time of another day, and the start of it. */
export const days = (count: number) => START + count * DAY;
export const day = (count: number) => days(count) - 9 * HOUR;

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
  const leadId = async () => (await on.database.query.select().from(leads))[0]?.id ?? "";
  const openPlan = async () => (await plans()).find(({ stoppedAt }) => stoppedAt === null)?.id ?? "";
  const fixOf = async (item = "") => (await fixes()).find((one) => one.item === item)?.id ?? "";
  const confirmed = async (...after: number[]) => {
    const assessment = await completed();
    await ask(assessment, picksOf(assessment, ...after));
    await letOut();
    await confirmPlan(on.domain, await openPlan());
    return assessment;
  };
  return { ...base, picksOf, ask, plans, fixes, mailsOf, leadId, openPlan, fixOf, confirmed };
}
