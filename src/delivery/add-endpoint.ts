import { endpoints } from "#db/delivery-schema.ts";
import { checkDestination, type Outbound } from "./destination.ts";
import type { EndpointDomain } from "./endpoint-domain.ts";
import { endpointEvent } from "./endpoint-event.ts";
import { SLACK_EVENTS, WEBHOOK_EVENTS } from "./names.ts";
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

/** Adds a place that webhooks or Slack messages go to, when requests may go there at all. */
export async function addEndpoint(domain: EndpointDomain, { channel, url, events, by }: NewEndpoint): Promise<Added> {
  const wanted = SUBSCRIBABLE[channel].filter((event) => events.includes(event));
  if (wanted.length === 0) return { status: "refused", reason: "Choose at least one event." };
  if (url.length > LONGEST_URL) return { status: "refused", reason: "The address is too long." };
  const destination = await checkDestination(url, domain.outbound);
  if ("refused" in destination) return { status: "refused", reason: destination.refused };
  if (channel === "slack" && !isSlack(destination, domain.outbound))
    return { status: "refused", reason: "A Slack address begins with https://hooks.slack.com/services/." };
  const id = domain.ids();
  const row = { id, channel, url: destination.url.href, events: wanted, createdAt: domain.clock(), createdBy: by };
  const what = wanted.join(", ");
  await domain.database.write([
    domain.database.query.insert(endpoints).values(row),
    endpointEvent(domain, { by, kind: "endpoint-added", url: row.url, what }),
  ]);
  return { status: "added", id };
}

function isSlack({ url, addresses }: { url: URL; addresses: { address: string }[] }, { allowLoopback }: Outbound) {
  if (allowLoopback && addresses.every(({ address }) => isLoopback(address))) return true;
  return url.origin === "https://hooks.slack.com" && url.pathname.startsWith("/services/");
}
