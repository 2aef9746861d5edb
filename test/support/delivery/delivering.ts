import { afterAll, afterEach, beforeEach } from "vitest";
import type { Database } from "#db/client/client.ts";
import { createResendChannel } from "#src/delivery/channels/resend.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { loopWith, stoppedClock } from "#test/support/delivery/outbox.ts";
import { type Behaviour, type ResendServer, startResendServer } from "#test/support/delivery/resend-server.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";

/** A loop that delivers through Resend, of which `on` holds the provider, the database and the clock, new for each test. */
export function deliveringOn(databases: TestDatabases) {
  const on = {} as { server: ResendServer; database: Database; clock: ReturnType<typeof stoppedClock> };
  beforeEach(async () => {
    const [server, database] = await Promise.all([startResendServer(), databases.open()]);
    Object.assign(on, { server, database, clock: stoppedClock() });
  });
  afterEach(() => on.server.stop());
  afterAll(() => databases.dispose());

  const resend = (timeout = WAIT_LIMIT) =>
    createResendChannel({ apiKey: "re_test", baseUrl: on.server.url, clock: on.clock, timeout });
  const loop = (options: Partial<Parameters<typeof loopWith>[0]> = {}) =>
    loopWith({ database: on.database, clock: on.clock, channel: resend(), ...options });
  const tooMany = (retryAfter?: string): Behaviour => ({ status: 429, name: "rate_limit_exceeded", retryAfter });
  const broken: Behaviour = { status: 500, name: "internal_server_error" };
  return { on, resend, loop, tooMany, broken };
}
