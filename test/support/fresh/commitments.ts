import { eq } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, consents, leadEvents, leads } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { confirmReminder } from "#src/progress/commitments/confirm-reminder.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import type { Terms } from "#src/progress/commitments/terms.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { answersOf, clientOf } from "#test/support/factories.ts";
import { ADA, leadsOn } from "#test/support/fresh/leads.ts";
import { finishSitting } from "#test/support/sittings.ts";

/** 90 days after START's day. */
export const DUE = Date.UTC(2027, 1, 18);
export const CONDITION = "No deal moves up a stage\nwithout <written> buyer proof & a date.";
export const TERMS: Terms = { layer: "integrity", condition: CONDITION, dueAt: DUE };

/** Commitments and what is asked of them, on a new database for each test. */
export function commitmentsOn(databases: TestDatabases) {
  const base = leadsOn(databases);
  const { on, completed } = base;

  const finish = (reference: string, name: "E1" | "E2" | "E6") => finishSitting(on.domain, reference, answersOf(name));
  const withReminder = (assessmentId: number, more: Partial<Terms> = {}, address = ADA, place = on.domain) =>
    makeWithReminder(place, { assessmentId, terms: { ...TERMS, ...more }, address, clientHash: clientOf("client") });
  const only = async () => {
    const [found, ...others] = await on.database.query.select().from(commitments);
    if (!found || others.length > 0) throw new Error(`There are ${others.length + (found ? 1 : 0)} commitments.`);
    return found;
  };
  /** A commitment with an address; returns its id. */
  const asked = async (more: Partial<Terms> = {}, address = ADA): Promise<string> => {
    const before = new Set((await on.database.query.select().from(commitments)).map(({ id }) => id));
    await withReminder((await completed()).id, more, address);
    const all = await on.database.query.select().from(commitments);
    return all.find(({ id }) => !before.has(id))?.id ?? "";
  };
  const confirmed = async (more: Partial<Terms> = {}): Promise<string> => {
    const id = await asked(more);
    await confirmReminder(on.domain, id);
    return id;
  };
  const rows = async () => ({
    leads: await on.database.query.select().from(leads),
    attachments: await on.database.query.select().from(attachments),
    commitments: await on.database.query.select().from(commitments),
    consents: await on.database.query.select().from(consents),
    events: await on.database.query.select().from(leadEvents),
    mails: await on.database.query.select().from(deliveries).where(eq(deliveries.channel, "mail")),
  });
  const counts = async () => Object.values(await rows()).map((list) => list.length);
  const remindersOf = async () =>
    (await rows()).mails.filter(({ kind }) => kind === "reminder").map(({ state, dueAt }) => ({ state, dueAt }));
  return { ...base, finish, withReminder, only, asked, confirmed, rows, counts, remindersOf };
}
