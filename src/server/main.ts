import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { HOUR } from "../assessments/domain.ts";
import { eraseExpired } from "../assessments/erase.ts";
import { createLoop } from "../delivery/loop.ts";
import { createMailbox } from "../delivery/mailbox.ts";
import { createRenderer } from "../delivery/render.ts";
import { createResendChannel } from "../delivery/resend.ts";
import { deliveryState } from "../delivery/state.ts";
import { buildApp } from "./context.ts";
import { type Environment, readEnvironment } from "./env.ts";
import { createLog } from "./log.ts";
import { readSecret } from "./secret.ts";
import { createShell } from "./shell.ts";
import type { AstroHandler } from "./shell-options.ts";

const DIST = join(import.meta.dirname, "../../dist");
/** A write that waits longer than this at shutdown would outlast the time that a supervisor gives. */
const PATIENCE = 8_000;

const clock = Date.now;
const log = createLog({ clock, out: process.stdout });

try {
  await serve(readEnvironment(process.env));
} catch (error) {
  const { code, message } = error as { code?: string; message?: string };
  if (code === "ENVIRONMENT" || code === "CONTENT" || code === "SECRET") console.error(message);
  else log.error("start-failed", { error });
  process.exit(1);
}

/** Opens, migrates, builds the context, starts delivery and serves, until SIGTERM or SIGINT. */
async function serve(env: Environment): Promise<void> {
  const database = openDatabase(env.databaseUrl, { authToken: env.databaseAuthToken, busyTimeout: PATIENCE });
  await migrate(database);
  const secret = await readSecret(env.secret);
  const app = buildApp({ env, database, clock, log, secret, wakeDelivery: () => loop.wake() });
  const channel = env.resendApiKey
    ? createResendChannel({ apiKey: env.resendApiKey, baseUrl: env.resendBaseUrl, clock })
    : createMailbox({ folder: env.mailboxDir, clock });
  const render = createRenderer({ ...app, mailFrom: env.mailFrom });
  const loop = createLoop({ ...app, channel, render });

  const { handler } = (await import(pathToFileURL(join(DIST, "server/entry.mjs")).href)) as { handler: AstroHandler };
  const shell = createShell({
    env,
    log,
    clock,
    render: handler,
    locals: { app },
    clientDir: join(DIST, "client"),
    health: async () => {
      const ready = await database.ready();
      const delivery = ready ? { ...loop.state(), ...(await deliveryState(database, clock)) } : loop.state();
      return { status: ready ? "ok" : "failing", database: { mode: database.mode, ready }, delivery };
    },
    exemptPaths: [],
  });

  // Astro's handler listens for rejections and says nothing of those outside a request.
  process.on("unhandledRejection", (error) => log.error("unhandled-rejection", { error }));
  const expire = () => eraseExpired(app).catch((error) => log.error("expiry-failed", { error }));
  const hourly = setInterval(expire, HOUR);
  await expire();

  let _stopping: Promise<void> | undefined;
  const stop = () => {
    _stopping ??= (async () => {
      log.info("stopping");
      clearInterval(hourly);
      await Promise.all([shell.close(), loop.stop()]);
      await database.close();
      log.info("stopped");
      process.exit(0);
    })();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);

  loop.start();
  await shell.listen();
  log.info("listening", { address: env.publicUrl, database: database.mode });
  if (!env.resendApiKey)
    log.info("mail-goes-to-a-folder", { folder: env.mailboxDir, because: "RESEND_API_KEY is not set" });
}
