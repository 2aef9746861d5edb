import { type Database, type DatabaseOptions, openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";
import type { Message } from "#db/schema/deliveries.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { type App, buildApp } from "./context.ts";
import { createDeliveryLoops, type DeliveryLoops } from "./delivery-loops.ts";
import type { Environment } from "./env.ts";
import type { Log } from "./log.ts";
import { readSecret } from "./secret.ts";

interface Parts extends Pick<DatabaseOptions, "busyTimeout"> {
  env: Environment;
  clock: () => number;
  log: Log;
  channel: Channel<Message>;
}

/** Opens and migrates the database and builds the context with its delivery loops, which do not run yet. */
export async function openApp({ env, clock, log, channel, busyTimeout }: Parts): Promise<{
  database: Database;
  app: App;
  loops: DeliveryLoops;
}> {
  const database = openDatabase(env.databaseUrl, { authToken: env.databaseAuthToken, busyTimeout });
  await migrate(database);
  const secret = await readSecret(env.secret);
  const app = buildApp({
    ...{ env, database, clock, log, secret },
    wakeDelivery: () => loops.wake(),
    forgetMail: async (ids) => channel.forget?.(ids),
  });
  const loops = createDeliveryLoops(app, channel, env.mailFrom);
  return { database, app, loops };
}
