import { firstOwnerWords, makeFirstOwnerLink } from "#src/accounts/people/first-owner.ts";
import { createRollups } from "#src/funnel/rollups.ts";
import type { App } from "./context.ts";
import { readEnvironment } from "./env.ts";
import { keptPages } from "./kept-pages.ts";
import { createLog } from "./log.ts";
import { mailChannel } from "./mail-channel.ts";
import { openApp } from "./open-app.ts";

const KEY = Symbol.for("revenue-diagnostic.dev-app");
type Kept = typeof globalThis & { [KEY]?: Promise<App> };

/** The context for `astro dev`, built once however often the modules are reloaded. Mail always goes to the folder. */
export function devApp(): Promise<App> {
  const kept = globalThis as Kept;
  kept[KEY] ??= build();
  return kept[KEY];
}

async function build(): Promise<App> {
  const env = { ...readEnvironment(process.env), smtp: undefined, resendApiKey: undefined };
  const clock = Date.now;
  const log = createLog({ clock, out: process.stdout });
  const channel = mailChannel(env, clock);
  const { app, loops } = await openApp({ env, clock, log, channel });
  loops.start();
  const rollups = createRollups(app);
  rollups.start();
  void rollups.run();
  const firstOwner = await makeFirstOwnerLink(app, env.publicUrl);
  if (firstOwner) console.log(firstOwnerWords(firstOwner));
  // Whoever works on a page wants to see it as it is now.
  return { ...app, pages: keptPages(0) };
}
