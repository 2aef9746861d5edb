import type { Database } from "#db/client/client.ts";
import type { ChannelName, DeliveryKind } from "#src/names/deliveries.ts";

/** A row of the outbox as whoever prepares its message is given it: which message, never its body. */
export interface Delivery {
  id: string;
  channel: ChannelName;
  kind: DeliveryKind;
  /** What it is about; null where its kind has none. */
  leadId: string | null;
  assessmentId: number | null;
  revision: number | null;
  joinLinkId: string | null;
  commitmentId: string | null;
  checkInId: string | null;
  signInLinkId: string | null;
  inquiryId: string | null;
  /** The id of a lead that was erased. */
  erasedLeadId: string | null;
  /** Which address of staff it goes to; null where the kind says who. */
  recipient: string | null;
  /** Where it goes; null for mail. */
  endpointId: string | null;
  /** The request that asked for it; null for what no request began, and before this was kept. */
  requestId: string | null;
  /** When what it tells of happened, in milliseconds since 1970. */
  createdAt: number;
}

/** What messages are prepared from, beside their rows. */
export interface Preparing {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  publicUrl: string;
  /** Signs a short text, so that a link in a mail cannot be made up. */
  sign: (text: string) => string;
}

/** What a message is about is no longer there. It fails the delivery for good. */
export class SubjectErased extends Error {
  constructor() {
    super("What this message is about has been erased.");
  }
}
