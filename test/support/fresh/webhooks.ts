import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach } from "vitest";
import type { Database } from "#db/client/client.ts";
import { deliveryTries } from "#db/schema/deliveries.ts";
import { sendTest } from "#src/delivery/endpoints/send-test.ts";
import { WEBHOOK_EVENTS } from "#src/names/deliveries.ts";
import { type LeadNews, notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { addStaff } from "#test/support/database/desk.ts";
import { domainOn } from "#test/support/database/domain.ts";
import * as hooks from "#test/support/delivery/hooks.ts";
import { addLead, stoppedClock } from "#test/support/delivery/outbox.ts";
import { type Receiver, startReceiver } from "#test/support/delivery/receiver.ts";
import { completeSitting } from "#test/support/sittings.ts";

/** Webhooks, of which `on` holds the receiver, the database and the clock, new for each test. */
export function webhooksOn(databases: TestDatabases) {
  const on = {} as { receiver: Receiver; database: Database; clock: ReturnType<typeof stoppedClock> };
  beforeEach(async () => {
    const [receiver, database] = await Promise.all([startReceiver(), databases.open()]);
    Object.assign(on, { receiver, database, clock: stoppedClock() });
    await addStaff(database);
  });
  afterEach(() => on.receiver.stop());
  afterAll(() => databases.dispose());

  /** A completed Snapshot (example E1 of the method: overall 9, NO_SYSTEM), done as a visitor does it. */
  const completed = () =>
    completeSitting(domainOn(on.database, on.clock), "E1", { attribution: { utm_source: "letter" } });
  /** A lead who asked for the report of an assessment only, as the desk keeps it; returns its id. */
  const reportOnly = async (assessment: number) => {
    const id = await addLead(on.database, "ada@example.com", assessment);
    await on.database.write([
      {
        sql: `INSERT INTO lead_standings (lead_id, assessment_id, instrument, overall, verdict, clarity, source, outreach,
              signals, scored_as_of, rank, last_signal_at)
            VALUES (:id, :assessment, 'snapshot', 9, 'NO_SYSTEM', 'clear', 'letter', 'report-only', '[]', :at, -1, :at)`,
        args: { id, assessment, at: on.clock() },
      },
    ]);
    return id;
  };
  const domain = () => hooks.endpointDomain(on.database, on.clock);
  const loop = (options: { timeout?: number; idle?: number } = {}) =>
    hooks.hookLoop({ database: on.database, clock: on.clock, ...options });
  const add = (events: readonly string[] = WEBHOOK_EVENTS, url = on.receiver.url, channel?: "slack") =>
    hooks.addHook(on.database, on.clock, url, events, channel);
  const tell = (news: Omit<LeadNews, "now">) =>
    on.database.transaction((tx) => notifyWebhooks(tx, { ...news, now: on.clock() }));
  const test1 = async (url = on.receiver.url) => {
    const endpoint = await add(WEBHOOK_EVENTS, url);
    return { endpoint, id: (await sendTest(domain(), endpoint)) ?? "" };
  };
  const triesOf = (id: string) =>
    on.database.query
      .select()
      .from(deliveryTries)
      .where(eq(deliveryTries.deliveryId, id))
      .orderBy(asc(deliveryTries.number));
  return { on, completed, reportOnly, domain, loop, add, tell, test1, triesOf };
}
