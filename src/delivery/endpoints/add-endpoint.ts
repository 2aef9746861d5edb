import { endpoints } from "#db/schema/deliveries.ts";
import { SLACK_EVENTS, WEBHOOK_EVENTS } from "#src/names/deliveries.ts";
import { checkDestination, type Outbound } from "./destination.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";
import { writeEndpointEvent } from "./endpoint-event.ts";
import { isTold } from "./is-told.ts";
import { isLoopback } from "./public-address.ts";

export interface NewEndpoint {
  channel: "webhook" | "slack";
  url: string;
  events: readonly string[];
  /** Who of staff adds it. */
  by: string;
}

export type Added = { status: "added"; id: string } | { status: "refused"; reason: string };

const LONGEST_URL = 2000;
const SUBSCRIBABLE = { webhook: WEBHOOK_EVENTS, slack: SLACK_EVENTS } as const;

/**
 * Adds a place that webhooks or Slack messages go to, when requests may go there at all. The same address twice, or a form
 * sent twice, makes one: nobody is told everything double.
 */
export async function addEndpoint(domain: EndpointDomain, { channel, url, events, by }: NewEndpoint): Promise<Added> {
  const wanted = SUBSCRIBABLE[channel].filter((event) => events.includes(event));
  if (wanted.length === 0) return { status: "refused", reason: "Choose at least one event." };
  if (url.length > LONGEST_URL) return { status: "refused", reason: "The address is too long." };
  const destination = await checkDestination(url, domain.outbound);
  if ("refused" in destination) return { status: "refused", reason: destination.refused };
  if (channel === "slack" && !isSlack(destination, domain.outbound))
    return { status: "refused", reason: "A Slack address begins with https://hooks.slack.com/services/." };
  const id = domain.ids();
  const { href } = destination.url;
  return domain.database.transaction(async (tx): Promise<Added> => {
    if (await isTold(tx, { id, channel, url: href }))
      return { status: "refused", reason: "This address is on the list already." };
    const endpoint = { id, channel, url: href, events: wanted, createdAt: domain.clock(), createdBy: by };
    await tx.insert(endpoints).values(endpoint);
    await writeEndpointEvent(tx, domain, { by, kind: "endpoint-added", url: href, what: wanted.join(", ") });
    return { status: "added", id };
  });
}

function isSlack({ url, addresses }: { url: URL; addresses: { address: string }[] }, { allowLoopback }: Outbound) {
  if (allowLoopback && addresses.every(({ address }) => isLoopback(address))) return true;
  return url.origin === "https://hooks.slack.com" && url.pathname.startsWith("/services/");
}
