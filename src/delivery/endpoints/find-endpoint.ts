import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { endpoints } from "#db/schema/deliveries.ts";

export type Endpoint = typeof endpoints.$inferSelect;

/** One endpoint, or null when it is gone. */
export async function findEndpoint({ database }: { database: Database }, id: string): Promise<Endpoint | null> {
  const [row] = await database.query.select().from(endpoints).where(eq(endpoints.id, id));
  return row ?? null;
}
