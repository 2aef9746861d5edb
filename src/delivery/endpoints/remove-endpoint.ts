import { eq } from "drizzle-orm";
import { endpoints } from "#db/schema/deliveries.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";
import { writeEndpointEvent } from "./endpoint-event.ts";
import type { Endpoint } from "./find-endpoint.ts";

/** Removes an endpoint with everything that was sent or was to be sent there, and its log. */
export async function removeEndpoint(domain: EndpointDomain, { id, url }: Endpoint, by: string): Promise<void> {
  await domain.database.transaction(async (tx) => {
    await tx.delete(endpoints).where(eq(endpoints.id, id));
    await writeEndpointEvent(tx, domain, { by, kind: "endpoint-removed", url, what: "removed" });
  });
  await domain.database.checkpoint();
}
