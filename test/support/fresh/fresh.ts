import { afterAll, beforeEach } from "vitest";
import type { Database } from "#db/client/client.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { START } from "#test/support/delivery/outbox.ts";

/**
 * A new database for each test: `on` holds it, the domain that `make` puts on it, the clock that the test sets, and how often
 * delivery was woken. `fresh` begins anew within a test.
 */
export function freshOn<Domain>(
  databases: TestDatabases,
  make: (database: Database, clock: () => number, wake: () => void) => Domain,
) {
  const on = {} as { database: Database; now: number; woken: number; domain: Domain };
  const wake = () => {
    on.woken += 1;
  };
  const fresh = async () => {
    const database = await databases.open();
    Object.assign(on, { database, now: START, woken: 0, domain: make(database, () => on.now, wake) });
  };
  beforeEach(fresh);
  afterAll(() => databases.dispose());
  return { on, fresh };
}
