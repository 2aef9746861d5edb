import type { EndpointDomain } from "./endpoint-domain.ts";
import { endpointEvent } from "./endpoint-event.ts";
import type { Endpoint } from "./find-endpoint.ts";

/**
 * Gives an endpoint a new signing secret in place of the version that the page showed: the same form sent twice makes one.
 * For 24 hours the one before signs too, so that a receiver has time to change.
 */
export async function rotateSecret(
  domain: EndpointDomain,
  { id, url, secretVersion }: Endpoint,
  by: string,
): Promise<void> {
  const shown = { id, version: secretVersion };
  await domain.database.write([
    endpointEvent(
      domain,
      { by, kind: "endpoint-changed", url, what: "secret rotated" },
      { sql: "EXISTS (SELECT 1 FROM endpoints WHERE id = :id AND secret_version = :version)", args: shown },
    ),
    {
      sql: `UPDATE endpoints SET secret_version = secret_version + 1, rotated_at = :now
            WHERE id = :id AND secret_version = :version`,
      args: { ...shown, now: domain.clock() },
    },
  ]);
}
