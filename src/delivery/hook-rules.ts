import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { endpoints, type HookMessage } from "#db/schema/deliveries.ts";
import { STOPPED } from "#src/outbox/may-replay.ts";
import type { Rules } from "./context.ts";
import { nextHookTry } from "./hook-schedule.ts";
import { wasWithdrawn } from "./was-withdrawn.ts";

/** Webhooks and Slack have a receiver each: four are asked at once, and what one of them does is nobody else's matter. */
export function hookRules({ database }: { database: Database }): Rules<HookMessage> {
  return {
    serves: ["webhook", "slack"],
    atOnce: 4,
    oneReceiver: false,
    clean: (message) => message,
    tooLate: () => null,
    nextTry: nextHookTry,
    async forbids(_message, delivery) {
      if (await wasWithdrawn(database, delivery)) return STOPPED;
      const [endpoint] = await database.query
        .select({ disabledAt: endpoints.disabledAt })
        .from(endpoints)
        .where(eq(endpoints.id, delivery.endpointId ?? ""));
      return endpoint?.disabledAt === null ? null : "The endpoint is switched off.";
    },
    recipientHash: () => null,
  };
}
