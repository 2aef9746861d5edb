import type { HookMessage } from "#db/schema/deliveries.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";

/** What every webhook receives: its kind, when it happened, and data that are as they were when it was first sent. */
export function hookBody(kind: DeliveryKind, createdAt: number, data: object): HookMessage {
  return { body: JSON.stringify({ type: kind, timestamp: isoTime(createdAt), data }) };
}

/** ISO 8601 in UTC, from milliseconds since 1970. */
export const isoTime = (at: number) => new Date(at).toISOString();
