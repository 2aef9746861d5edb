import type { EndpointDomain } from "./endpoint-domain.ts";

/** Puts a test into the outbox for one endpoint, on its way like everything else; null when it is gone or switched off. */
export async function sendTest(domain: EndpointDomain, endpointId: string): Promise<string | null> {
  const id = domain.ids();
  const [inserted] = await domain.database.write([
    {
      sql: `INSERT INTO deliveries (id, channel, kind, endpoint_id, state, due_at, created_at)
            SELECT :id, channel, 'test', id, 'pending', :now, :now FROM endpoints
            WHERE id = :endpoint AND disabled_at IS NULL`,
      args: { id, endpoint: endpointId, now: domain.clock() },
    },
  ]);
  if (inserted?.rowsAffected !== 1) return null;
  domain.wakeDelivery();
  return id;
}
