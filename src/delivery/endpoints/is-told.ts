import { and, eq, isNull, ne } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { endpoints } from "#db/schema/deliveries.ts";
import type { Endpoint } from "./find-endpoint.ts";

/** Whether another endpoint is on at the address of this one: it would be told things twice. */
export async function isTold(tx: Tx, { id, channel, url }: Pick<Endpoint, "id" | "channel" | "url">): Promise<boolean> {
  const same = and(eq(endpoints.channel, channel), eq(endpoints.url, url), isNull(endpoints.disabledAt));
  return (await tx.$count(endpoints, and(same, ne(endpoints.id, id)))) > 0;
}
