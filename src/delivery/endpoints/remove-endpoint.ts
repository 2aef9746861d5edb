import type { EndpointDomain } from "./endpoint-domain.ts";
import { endpointEvent } from "./endpoint-event.ts";
import type { Endpoint } from "./find-endpoint.ts";

/** Removes an endpoint with everything that was sent or was to be sent there, and its log. */
export async function removeEndpoint(domain: EndpointDomain, { id, url }: Endpoint, by: string): Promise<void> {
  await domain.database.write([
    { sql: "DELETE FROM endpoints WHERE id = :id", args: { id } },
    endpointEvent(domain, { by, kind: "endpoint-removed", url, what: "removed" }),
  ]);
  await domain.database.checkpoint();
}
