import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries, endpoints } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { leads } from "#db/schema/leads.ts";
import { joinLinks } from "#db/schema/staff.ts";
import { linkOpens } from "#src/accounts/join-link-opens.ts";
import type { ChannelName, DeliveryKind, DeliveryState } from "#src/names/deliveries.ts";

/** Which deliveries a list shows; what is not given does not matter. */
export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  channel?: ChannelName | undefined;
  kind?: DeliveryKind | undefined;
  endpointId?: string | undefined;
}

/** The place of a row in the list, newest first: the page begins behind it. */
export interface Place {
  createdAt: number;
  id: string;
}

export type ListedDelivery = Awaited<ReturnType<typeof listDeliveries>>["rows"][number];

/** Before every row there is. */
const NEWEST: Place = { createdAt: Number.MAX_SAFE_INTEGER, id: "" };

/** One page of the outbox, newest first, and the place of its last row where there are more behind it. */
export async function listDeliveries(
  { database, clock }: { database: Database; clock: () => number },
  filter: DeliveryFilter,
  { after = NEWEST, rows: size = 50 }: { after?: Place | undefined; rows?: number } = {},
) {
  const conditions: (SQL | undefined)[] = [
    filter.state && eq(deliveries.state, filter.state),
    filter.channel && eq(deliveries.channel, filter.channel),
    filter.kind && eq(deliveries.kind, filter.kind),
    filter.endpointId === undefined ? undefined : eq(deliveries.endpointId, filter.endpointId),
    sql`(${deliveries.createdAt}, ${deliveries.id}) < (${after.createdAt}, ${after.id})`,
  ];
  const found = await database.query
    .select({
      id: deliveries.id,
      channel: deliveries.channel,
      kind: deliveries.kind,
      state: deliveries.state,
      reason: deliveries.reason,
      attempts: deliveries.attempts,
      createdAt: deliveries.createdAt,
      dueAt: deliveries.dueAt,
      leadId: deliveries.leadId,
      address: leads.address,
      inquirer: inquiries.address,
      recipient: deliveries.recipient,
      endpointUrl: endpoints.url,
      linkOpens: linkOpens(clock()),
    })
    .from(deliveries)
    .leftJoin(leads, eq(leads.id, deliveries.leadId))
    .leftJoin(inquiries, eq(inquiries.id, deliveries.inquiryId))
    .leftJoin(endpoints, eq(endpoints.id, deliveries.endpointId))
    .leftJoin(joinLinks, eq(joinLinks.id, deliveries.joinLinkId))
    .where(and(...conditions))
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(size + 1);
  const rows = found.slice(0, size);
  return { rows, next: found.length > size ? (rows.at(-1) ?? null) : null };
}
