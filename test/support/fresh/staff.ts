import { afterAll, afterEach, beforeEach, vi } from "vitest";
import type { Database } from "#db/client/client.ts";
import type { Accounts } from "#src/accounts/domain.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { accountsOn, enrolled, firstOwnerToken, rowsOf } from "#test/support/staff-accounts.ts";

export const OLIVE = "olive@desk.example";

/** Moves the clock of everything in this process; timers go on. */
export const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

/** Staff accounts on a new database for each test, with a clock that `later` moves. */
export function staffOn(databases: TestDatabases) {
  const on = {} as { database: Database; accounts: Accounts };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const database = await databases.open();
    Object.assign(on, { database, accounts: accountsOn(database) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  afterAll(() => databases.dispose());

  const rows = (sql: string) => rowsOf(on.database, sql);
  /** The first owner, who has joined and is signed in. */
  const olive = async () => enrolled(on.accounts, await firstOwnerToken(on.accounts), OLIVE);
  return { on, rows, olive };
}
