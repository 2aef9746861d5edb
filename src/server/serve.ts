import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { handler } from "@astrojs/node/server.js";
import { DatabaseNewer } from "#db/client/migrate.ts";
import { firstOwnerWords, makeFirstOwnerLink } from "#src/accounts/people/first-owner.ts";
import { ContentError, takeRead } from "#src/content.ts";
import { createRollups } from "#src/funnel/rollups.ts";
import { createShell } from "#src/server/http/shell.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { HOUR } from "#src/time.ts";
import { createBackups } from "./backups.ts";
import { noteServing } from "./build/builds.ts";
import { contentOf } from "./build/keep-content.ts";
import { byTurns } from "./by-turns.ts";
import { type Environment, EnvironmentError, readEnvironment } from "./env.ts";
import { createHealth } from "./health.ts";
import { hourly } from "./hourly.ts";
import { createLog, type Log } from "./log.ts";
import { mailChannel } from "./mail-channel.ts";
import { createMetrics } from "./metrics.ts";
import { openApp } from "./open-app.ts";
import { readFirst } from "./read-first.ts";
import { refuseTakenPort } from "./refuse-taken-port.ts";
import { SecretError } from "./secret.ts";

/** A write that waits longer than this at shutdown would outlast the time that a supervisor gives. */
const PATIENCE = 8_000;

const clock = Date.now;
/** Serves until SIGTERM or SIGINT, or ends the process with a sentence that says what is wrong. `build` is the folder of the build that serves. */
export async function start(build: string): Promise<void> {
  const out = byTurns(process.stdout);
  try {
    const env = readEnvironment(process.env);
    await serve(env, createLog({ clock, out, least: env.logLevel }), build);
  } catch (error) {
    const isOperators = [EnvironmentError, ContentError, SecretError, DatabaseNewer].some(
      (known) => error instanceof known,
    );
    if (isOperators) console.error((error as Error).message);
    else createLog({ clock, out }).error("start-failed", { error });
    process.exit(1);
  }
}

/** Opens, migrates, builds the context, starts delivery and listens. */
async function serve(env: Environment, log: Log, build: string): Promise<void> {
  await refuseTakenPort(env);
  const serving = noteServing(build);
  takeRead(contentOf(build));
  const channel = mailChannel(env, clock);
  const backups = await createBackups({ env, clock, log });
  const { database, app, loops } = await openApp({ env, clock, log, channel, busyTimeout: PATIENCE });

  // Whoever holds no token is told nothing, so nothing is counted.
  const metrics = env.healthToken === undefined ? null : await createMetrics({ database, loops, backups });
  const shell = createShell({
    env,
    log,
    clock,
    render: readFirst(handler),
    locals: { app },
    words: app.words.pages.problems,
    clientDir: join(build, "client"),
    metrics,
    health: createHealth({ database, loops, clock, backups }),
    embedOrigins: async () => (await readSettings(app)).settings.embedOrigins,
  });

  // Astro's handler listens for rejections and says nothing of those outside a request.
  process.on("unhandledRejection", (error) => log.error("unhandled-rejection", { error }));
  const rollups = createRollups(app);
  const ending = new AbortController();
  let working = Promise.resolve();
  const work = () => {
    working = working.then(() => hourly(app, channel, ending.signal));
  };
  const everyHour = setInterval(work, HOUR);

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    log.info("stopping");
    clearInterval(everyHour);
    ending.abort();
    await Promise.all([shell.close(), loops.stop(), rollups.stop(), backups?.stop(), working]);
    await database.close();
    serving.end();
    log.info("stopped");
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);

  const firstOwner = await makeFirstOwnerLink(app, env.publicUrl);
  // Said once and aloud: the log would mask the link, and keep it.
  if (firstOwner) console.log(firstOwnerWords(firstOwner));
  await shell.listen();
  log.info("listening", { address: env.publicUrl, database: database.mode });
  if (app.mailBy.by === "folder")
    log.info("mail-goes-to-a-folder", { folder: env.mailboxDir, because: "SMTP_URL and RESEND_API_KEY are not set" });

  if (isStopping) return;
  // Whoever waits for a page comes before whoever waits for a mail.
  loops.start();
  rollups.start();
  // Counted before anything is erased, since what is gone cannot be counted.
  working = rollups.run();
  work();
  backups?.start();
  flushCompileCache();
}
