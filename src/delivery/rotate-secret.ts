import type { EndpointDomain } from "./endpoint-domain.ts";
import { endpointEvent } from "./endpoint-event.ts";
import type { Endpoint } from "./find-endpoint.ts";

/** Gives an endpoint a new signing secret. For 24 hours the one before signs too, so that a receiver has time to change. */
export async function rotateSecret(domain: EndpointDomain, { id, url }: Endpoint, by: string): Promise<void> {
  await domain.database.write([
    {
      sql: "UPDATE endpoints SET secret_version = secret_version + 1, rotated_at = :now WHERE id = :id",
      args: { id, now: domain.clock() },
    },
    endpointEvent(domain, { by, kind: "endpoint-changed", url, what: "secret rotated" }),
  ]);
}
