import { readdirSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach } from "vitest";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leads } from "#db/schema/leads.ts";
import type { Assessment } from "#src/assessments/find.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { type Application, applicationOn } from "#test/support/founder-life.ts";

/** The whole application on a new database for each test: `on` holds both. */
export function lifeOn(databases: TestDatabases) {
  const on = {} as { database: Database; life: Application };
  beforeEach(async () => {
    const database = await databases.open();
    Object.assign(on, { database, life: applicationOn(database) });
  });
  afterEach(() => on.life.remove());
  afterAll(() => databases.dispose());

  /** Rows of the outbox, oldest first. */
  const rows = async (kind?: string) => {
    const all = await on.database.query.select().from(deliveries).orderBy(deliveries.createdAt);
    return all.filter((one) => kind === undefined || one.kind === kind);
  };
  /** Messages that have gone to an address. */
  const mailTo = async (address: string) =>
    (await on.life.messages()).filter(({ to }) => to?.some((one) => one.address === address));
  const files = () => readdirSync(on.life.mailbox).toSorted();
  /** Attempts and results that are there still. */
  const idsLeft = async () =>
    (await on.database.query.select({ id: assessments.id }).from(assessments)).map(({ id }) => id);
  /** Everybody who is attached to a result. */
  const addressesOf = async ({ id }: Pick<Assessment, "id">) => {
    const found = await on.database.query
      .select({ address: leads.address })
      .from(attachments)
      .innerJoin(leads, eq(leads.id, attachments.leadId))
      .where(eq(attachments.assessmentId, id));
    return found.map(({ address }) => address).toSorted();
  };
  return { on, rows, mailTo, files, idsLeft, addressesOf };
}
