import { afterAll, beforeEach } from "vitest";
import type { Database } from "#db/client/client.ts";
import type { MailForgetter } from "#src/outbox/erase-deliveries.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";

/**
 * A new database for each test: `on` holds it, the domain that `make` puts on it, the clock that the test sets, how often
 * delivery was woken, and the ids of messages that were forgotten. `fresh` begins anew within a test.
 */
export function freshOn<Domain>(
  databases: TestDatabases,
  make: (database: Database, clock: () => number, wake: () => void, forget: MailForgetter["forgetMail"]) => Domain,
) {
  const on = {} as { database: Database; now: number; woken: number; forgotten: string[]; domain: Domain };
  const wake = () => {
    on.woken += 1;
  };
  const forget = async (ids: readonly string[]) => {
    on.forgotten.push(...ids);
  };
  const fresh = async () => {
    const database = await databases.open();
    Object.assign(on, {
      database,
      now: START,
      woken: 0,
      forgotten: [],
      domain: make(database, () => on.now, wake, forget),
    });
  };
  beforeEach(fresh);
  afterAll(() => databases.dispose());
  return { on, fresh };
}
