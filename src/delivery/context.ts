import type { Database } from "#db/client.ts";
import type { Message } from "#db/delivery-schema.ts";
import type { Channel } from "./channel.ts";
import type { DeliveryKind } from "./names.ts";

/** What a renderer is told: which message, never its body. */
export interface DeliveryToRender {
  id: string;
  kind: DeliveryKind;
  /** What it is about; null where its kind has none. */
  leadId: string | null;
  assessmentId: number | null;
  revision: number | null;
  joinLinkId: string | null;
}

/**
 * Makes the message of a delivery, once. A database error is tried again; any other error, such as an assessment that was
 * erased, fails the delivery with the error's code and message as its reason.
 */
export type Render = (delivery: DeliveryToRender) => Promise<Message>;

type Write = (event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** What the outbox takes from its surroundings. */
export interface Outbox {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** A new unguessable id. */
  ids: () => string;
  channel: Channel;
  render: Render;
  /** The keyed hash of a lower-cased address, as the suppression list keeps it. */
  hashAddress: (address: string) => string;
  /** 0 (inclusive) to 1, for the jitter of retries. */
  random: () => number;
  log: Readonly<Record<"info" | "warn" | "error", Write>>;
}
