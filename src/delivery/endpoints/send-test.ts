import { enqueue } from "#src/outbox/enqueue.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";

/** Puts a test into the outbox for one endpoint, on its way like everything else; null when it is gone or switched off. */
export async function sendTest({ database, clock, wakeDelivery }: EndpointDomain, endpoint: string) {
  const test = { kind: "test" as const, about: {}, to: { endpoint }, now: clock() };
  const [id = null] = await database.transaction((tx) => enqueue(tx, test));
  if (id !== null) wakeDelivery();
  return id;
}
