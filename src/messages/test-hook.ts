import type { HookMessage } from "#db/schema/deliveries.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import { hookBody } from "./hook-envelope.ts";
import { slackBody } from "./slack.ts";

const MESSAGE = "A test from the desk: this webhook works.";

/** `test`, sent by hand from the desk. */
export function composeTest({ deskUrl }: { deskUrl: string }, { kind, createdAt }: Delivery): HookMessage {
  return hookBody(kind, createdAt, { message: MESSAGE, desk_url: deskUrl });
}

/** The same for Slack. */
export const composeSlackTest = (): HookMessage => slackBody(MESSAGE);
