import { LEASE } from "#src/delivery/lease.ts";
import { startLibsqlServer } from "#test/support/database/libsql-server.ts";
import { startResendServer } from "#test/support/delivery/resend-server.ts";
import { startServer } from "#test/support/server/server.ts";
import { held, startVisitors } from "./visitors.ts";

/** Kills the libSQL server under a Plumbline that visitors use, and starts it again on its folder, so many times. */
export async function serverKills(rounds: number) {
  const provider = await startResendServer();
  const database = await startLibsqlServer();
  const server = await startServer({
    ...{ DATABASE_URL: database.url, RESEND_API_KEY: "re_test", RESEND_BASE_URL: provider.url },
  });
  const visitors = startVisitors(() => server);
  for (let round = 0; round < rounds; round += 1) {
    await visitors.next(25 + ((round * 7) % 41));
    await database.crash();
    await visitors.next(1, "failed");
    await database.restart();
  }
  await visitors.next(8);
  await visitors.stop();
  await server.setAhead(2 * LEASE);
  const { "errors in the log": _, ...counts } = await held(server, visitors.told, provider);
  await server.stop();
  await database.stop();
  await provider.stop();
  return { kills: rounds, ...counts, ...visitors.told.failed };
}
