import { eraseEnded } from "../accounts/erase-ended.ts";
import { eraseExpired } from "../assessments/erase.ts";
import { forgetProviderEvents } from "../delivery/forget-events.ts";
import { eraseOldLeads } from "../leads/erase-old.ts";
import { keepStandings } from "../leads/keep-standings.ts";
import type { App } from "./context.ts";

/** What is done at the start and every hour, until a signal ends it. A job that fails is logged; the others go on. */
export async function hourly(app: App, signal?: AbortSignal): Promise<void> {
  const { log } = app;
  const job = async (name: string, work: () => Promise<Record<string, number>>) => {
    try {
      const counts = await work();
      if (Object.values(counts).some((count) => count > 0)) log.info(name, counts);
    } catch (error) {
      log.error(`${name}-failed`, { error });
    }
  };
  await job("leads-erased", async () => ({ leads: await eraseOldLeads(app) }));
  await job("expiry", async () => ({ assessments: await eraseExpired(app) }));
  await job("accounts-erased", async () => ({ rows: await eraseEnded(app) }));
  await job("provider-events-forgotten", async () => ({ events: await forgetProviderEvents(app) }));
  await job("standings", () => keepStandings(app, signal));
}
