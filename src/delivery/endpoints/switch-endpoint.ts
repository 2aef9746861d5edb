import { disableEndpoint } from "./disable-endpoint.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";
import { endpointEvent } from "./endpoint-event.ts";
import type { Endpoint } from "./find-endpoint.ts";

/** Switches an endpoint on or off, as somebody of staff wants. What failed meanwhile is not sent by itself. */
export async function switchEndpoint(
  domain: EndpointDomain,
  { id, url }: Endpoint,
  on: boolean,
  by: { id: string; name: string },
): Promise<void> {
  const audit = endpointEvent(domain, {
    by: by.id,
    kind: "endpoint-changed",
    url,
    what: on ? "switched on" : "switched off",
  });
  if (!on) return disableEndpoint(domain, id, `Switched off by ${by.name}.`, [audit]);
  const sql = "UPDATE endpoints SET disabled_at = NULL, disabled_because = NULL WHERE id = :id";
  await domain.database.write([{ sql, args: { id } }, audit]);
}
