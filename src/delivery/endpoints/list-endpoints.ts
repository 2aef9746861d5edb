import { asc } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { endpoints } from "#db/schema/deliveries.ts";
import type { Endpoint } from "./find-endpoint.ts";

/** Every endpoint, oldest first. There are few. */
export async function listEndpoints({ database }: { database: Database }): Promise<Endpoint[]> {
  return database.query.select().from(endpoints).orderBy(asc(endpoints.createdAt), asc(endpoints.id));
}
