import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { endpoints, type HookMessage } from "#db/schema/deliveries.ts";
import { readContact } from "#src/leads/standing/read-contact.ts";
import type { FactsReader } from "#src/leads/standing/read-facts.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import type { Rules } from "./context.ts";
import { nextHookTry } from "./hook-schedule.ts";
import { isBarred, NO_LONGER_ALLOWED } from "./is-barred.ts";
import { wasWithdrawn } from "./was-withdrawn.ts";

/** Webhooks and Slack have a receiver each: four are asked at once, and what one of them does is nobody else's matter. */
export function hookRules(context: FactsReader & { database: Database }): Rules<HookMessage> {
  const { database } = context;
  return {
    serves: ["webhook", "slack"],
    atOnce: 4,
    oneReceiver: false,
    clean: (message) => message,
    tooLate: () => null,
    nextTry: nextHookTry,
    async forbids(_message, delivery) {
      if (await wasWithdrawn(database, delivery)) return STOPPED;
      if (await isBarred(context, delivery)) return NO_LONGER_ALLOWED;
      const [endpoint] = await database.query
        .select({ disabledAt: endpoints.disabledAt })
        .from(endpoints)
        .where(eq(endpoints.id, delivery.endpointId ?? ""));
      return endpoint?.disabledAt === null ? null : "The webhook is switched off.";
    },
    async isOutdated({ outreach }, { leadId }) {
      if (outreach === undefined || leadId === null) return false;
      return (await readContact(context, leadId))?.outreach !== outreach;
    },
    recipient: () => null,
  };
}
