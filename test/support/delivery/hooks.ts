import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { vi } from "vitest";
import type { Database } from "#db/client/client.ts";
import type { HookMessage } from "#db/schema/deliveries.ts";
import { createWebhookChannel } from "#src/delivery/channels/webhook.ts";
import { addEndpoint } from "#src/delivery/endpoints/add-endpoint.ts";
import { hookRules } from "#src/delivery/hook-rules.ts";
import { createLoop, type LoopOptions } from "#src/delivery/loop.ts";
import { hookRenderer } from "#src/delivery/render.ts";
import { STAFF } from "#test/support/database/desk.ts";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { words } from "#test/support/words.ts";
import { hashAddress, newId } from "./outbox.ts";
import type { Received } from "./receiver.ts";

export const webhookSecret = (id: string, version: number) =>
  `whsec_${createHmac("sha256", "test").update(`${id}/${version}`).digest("base64")}`;

/** What staff's verbs take, on a clock of the test's; loopback is allowed. */
export const endpointDomain = (database: Database, clock: () => number) => ({
  database,
  clock,
  ids: newId,
  outbound: { allowLoopback: true },
  wakeDelivery: () => undefined,
});

/** Adds an endpoint as staff do; returns its id. */
export async function addHook(
  database: Database,
  clock: () => number,
  url: string,
  events: readonly string[],
  channel: "webhook" | "slack" = "webhook",
): Promise<string> {
  const added = await addEndpoint(endpointDomain(database, clock), { channel, url, events, by: STAFF.id });
  if (added.status === "refused") throw new Error(added.reason);
  return added.id;
}

type HookLoop = LoopOptions<HookMessage>;
const quiet = { info() {}, warn() {}, error() {} };

/** A loop for webhooks and Slack without jitter; a try is given up after `timeout` milliseconds. */
export function hookLoop(
  options: Pick<HookLoop, "database" | "clock"> & { timeout?: number; idle?: number },
): ReturnType<typeof createLoop> {
  const { timeout = WAIT_LIMIT, ...rest } = options;
  return createLoop({
    ...rest,
    ...{ ids: newId, random: () => 0, log: quiet },
    rules: hookRules({ ...rest, hashAddress }),
    channel: createWebhookChannel({ ...rest, outbound: { allowLoopback: true }, webhookSecret, timeout }),
    render: hookRenderer({
      ...{ ...rest, ids: newId, hashAddress, wakeDelivery: () => undefined },
      ...{ publicUrl: "https://plumb.example", words, site: { staffAddress: "desk@consultancy.example" } },
    }),
  });
}

/** What the receiver's own library makes of a request at a moment: the body, or it throws. */
export function verified(secret: string, { body, headers }: Received, now: number): Record<string, unknown> {
  vi.setSystemTime(now);
  try {
    return new Webhook(secret).verify(body, headers) as Record<string, unknown>;
  } finally {
    vi.useRealTimers();
  }
}
