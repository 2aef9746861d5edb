import { LEASE } from "#src/delivery/lease.ts";
import { startLibsqlServer } from "#test/support/database/libsql-server.ts";
import { startResendServer } from "#test/support/delivery/resend-server.ts";
import { startProxy } from "#test/support/server/proxy.ts";
import { type Server, startServer } from "#test/support/server/server.ts";
import { held, startVisitors } from "./visitors.ts";

/** Two servers on one libSQL server behind a proxy that visitors use; one of them is started anew, so many times. */
export async function rolling(rounds: number) {
  const [provider, database, proxy] = await Promise.all([startResendServer(), startLibsqlServer(), startProxy()]);
  const variables = {
    ...{ DATABASE_URL: database.url, PUBLIC_URL: proxy.url, TRUSTED_PROXIES: "1" },
    ...{ RESEND_API_KEY: "re_test", RESEND_BASE_URL: provider.url },
  };
  const servers: Server[] = [await startServer(variables), await startServer(variables)];
  const all = [...servers];
  const inFront = () => proxy.serve(servers.map(({ port }) => port));
  const asVisited = (): Server => ({
    ...(servers[0] as Server),
    url: proxy.url,
    log: all.flatMap(({ log }) => [...log]),
  });
  inFront();
  const visitors = startVisitors(asVisited);
  for (let round = 0; round < rounds; round += 1) {
    const place = round % servers.length;
    await visitors.next(30);
    const before = servers[place] as Server;
    // The proxy is told nothing: it finds the port closed, as when somebody just restarts the service.
    await before.stop();
    await visitors.next(8);
    const anew = await startServer(variables);
    servers[place] = anew;
    all.push(anew);
    inFront();
  }
  await visitors.next(16);
  await visitors.stop();
  for (const server of servers) await server.setAhead(2 * LEASE);
  const counts = await held(asVisited(), visitors.told, provider);
  await Promise.all(servers.map((server) => server.stop()));
  await Promise.all([proxy.stop(), database.stop(), provider.stop()]);
  return { "servers started anew": rounds, ...counts, ...visitors.told.failed };
}
