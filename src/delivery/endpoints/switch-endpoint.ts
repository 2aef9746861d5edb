import { eq } from "drizzle-orm";
import { endpoints } from "#db/schema/deliveries.ts";
import { disableEndpoint } from "./disable-endpoint.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";
import { writeEndpointEvent } from "./endpoint-event.ts";
import type { Endpoint } from "./find-endpoint.ts";
import { isTold } from "./is-told.ts";

/**
 * Switches an endpoint on or off, as somebody of staff wants. What failed meanwhile is not sent by itself. False, with
 * nothing changed, where another one is on at its address.
 */
export async function switchEndpoint(
  domain: EndpointDomain,
  { id, channel, url }: Endpoint,
  on: boolean,
  by: { id: string; name: string },
): Promise<boolean> {
  const what = on ? "switched on" : "switched off";
  return domain.database.transaction(async (tx) => {
    if (on && (await isTold(tx, { id, channel, url }))) return false;
    if (on) await tx.update(endpoints).set({ disabledAt: null, disabledBecause: null }).where(eq(endpoints.id, id));
    else await disableEndpoint(tx, id, `Switched off by ${by.name}.`, domain.clock());
    await writeEndpointEvent(tx, domain, { by: by.id, kind: "endpoint-changed", url, what });
    return true;
  });
}
