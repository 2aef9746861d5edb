import type { HookMessage } from "#db/schema/deliveries.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import { hookBody } from "./hook-envelope.ts";

/** `lead.erased`: the id by which whoever was told of the lead finds what to erase, and nothing else. */
export function composeErasedLead({ id }: { id: string }, { kind, createdAt }: Delivery): HookMessage {
  return hookBody(kind, createdAt, { id });
}
