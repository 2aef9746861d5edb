import type { Database } from "#db/client/client.ts";
import type { HookMessage, Message } from "#db/schema/deliveries.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import type { Listings } from "#src/delivery/channels/provider-event.ts";
import type { ChannelName, DeliveryKind } from "#src/names/deliveries.ts";
import type { Delivery } from "#src/outbox/delivery.ts";

import type { Render } from "./render.ts";

type Write = (event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** A try that did not succeed. `attempts` from 1, times in milliseconds since 1970. */
export interface Tried {
  kind?: DeliveryKind | undefined;
  now: number;
  firstTriedAt: number;
  attempts: number;
  retryAfterSeconds?: number | undefined;
}

/** What sets mail apart from webhooks: mail has one provider, webhooks have a receiver each. */
export interface Rules<M> {
  /** The deliveries that these rules are for. */
  serves: readonly ChannelName[];
  /** How many deliveries may be under way at once. */
  atOnce: number;
  /** True where one receiver takes everything, so that its wish for quiet holds all of it up. */
  oneReceiver: boolean;
  /** The message as it is stored and sent. */
  clean(message: M): M;
  /** Why a delivery is given up before it is tried once more, or null. */
  tooLate(tried: Tried): string | null;
  /** When the next try is due (milliseconds since 1970), or null to give up. */
  nextTry(tried: Tried, random: () => number): number | null;
  /** Why the message may not go out now, or null. It is asked before every try. */
  forbids(
    message: M,
    delivery: Pick<
      Delivery,
      "id" | "kind" | "leadId" | "createdAt" | "endpointId" | "commitmentId" | "joinLinkId" | "checkInId"
    >,
  ): Promise<string | null>;
  /** Whether a stored message says of consent what is no longer so. It is then made anew, so that what goes out is true. */
  isOutdated(message: M, delivery: Pick<Delivery, "leadId">): Promise<boolean>;
  /** Under which hashes the suppression list would keep whom the message is for; null where the list does not apply. */
  recipient(message: M): Listings | null;
}

/** What the outbox takes from its surroundings. `M` is what its channel sends. */
export interface Outbox<M extends Message | HookMessage> {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** A new unguessable id. */
  ids: () => string;
  channel: Channel<M>;
  rules: Rules<M>;
  render: Render<M>;
  /** 0 (inclusive) to 1, for the jitter of retries. */
  random: () => number;
  log: Readonly<Record<"info" | "warn" | "error", Write>>;
}
