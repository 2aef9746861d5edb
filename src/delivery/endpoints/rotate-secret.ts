import { and, eq } from "drizzle-orm";
import { endpoints } from "#db/schema/deliveries.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";
import { writeEndpointEvent } from "./endpoint-event.ts";
import type { Endpoint } from "./find-endpoint.ts";

/**
 * Gives an endpoint a new signing secret in place of the version that the page showed: the same form sent twice makes one.
 * For 24 hours the one before signs too, so that a receiver has time to change. False where the secret is of another version.
 */
export async function rotateSecret(
  domain: EndpointDomain,
  { id, url, secretVersion }: Endpoint,
  by: string,
): Promise<boolean> {
  return domain.database.transaction(async (tx) => {
    const { rowsAffected } = await tx
      .update(endpoints)
      .set({ secretVersion: secretVersion + 1, rotatedAt: domain.clock() })
      .where(and(eq(endpoints.id, id), eq(endpoints.secretVersion, secretVersion)));
    if (rowsAffected === 1)
      await writeEndpointEvent(tx, domain, { by, kind: "endpoint-changed", url, what: "secret rotated" });
    return rowsAffected === 1;
  });
}
