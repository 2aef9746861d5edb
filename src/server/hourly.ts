import { eraseEnded } from "#src/accounts/sessions/erase-ended.ts";
import { eraseExpired } from "#src/assessments/erase.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { sweepMail } from "#src/delivery/sweep-mail.ts";
import { eraseOldInquiries } from "#src/leads/erasing/erase-inquiries.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { refreshAllStandings } from "#src/leads/standing/refresh-all.ts";
import { eraseSpent } from "#src/outbox/erase-spent.ts";
import { forgetProviderEvents } from "#src/outbox/forget-events.ts";
import { forgetRecipients } from "#src/outbox/forget-recipients.ts";
import { eraseEndedAccess } from "#src/progress/erase-ended.ts";
import type { App } from "./context.ts";

/** What is done at the start and every hour, until a signal ends it: what is left waits for the next time. A job that fails is logged; the others go on. */
export async function hourly<M>(app: App, channel: Channel<M>, signal?: AbortSignal): Promise<void> {
  const { log } = app;
  const job = async (name: string, work: () => Promise<Record<string, number>>) => {
    if (signal?.aborted) return;
    try {
      const counts = await work();
      if (Object.values(counts).some((count) => count > 0)) log.info(name, counts);
    } catch (error) {
      log.error(`${name}-failed`, { error });
    }
  };
  await job("leads-erased", async () => ({ leads: await eraseOldLeads(app, signal) }));
  await job("inquiries-erased", async () => ({ inquiries: await eraseOldInquiries(app) }));
  await job("expiry", async () => ({ assessments: await eraseExpired(app, signal) }));
  await job("accounts-erased", async () => ({ rows: await eraseEnded(app) }));
  await job("access-erased", async () => ({ rows: await eraseEndedAccess(app) }));
  await job("recipients-forgotten", async () => ({ deliveries: await forgetRecipients(app) }));
  await job("spent-erased", async () => ({ deliveries: await eraseSpent(app) }));
  await job("provider-events-forgotten", async () => ({ events: await forgetProviderEvents(app) }));
  // Behind everything that erases deliveries without saying which.
  await job("mail-swept", async () => ({ messages: await sweepMail(app, channel, signal) }));
  // What was erased while a reader stood in the way of the write-ahead log is in it until now.
  await job("log-emptied", async () => {
    await app.database.checkpoint();
    return {};
  });
  await job("standings", () => refreshAllStandings(app, signal));
}
