import type { DeliveryKind } from "#src/names/deliveries.ts";

/** What a renderer is told: which message, never its body. */
export interface DeliveryToRender {
  id: string;
  kind: DeliveryKind;
  /** What it is about; null where its kind has none. */
  leadId: string | null;
  assessmentId: number | null;
  revision: number | null;
  joinLinkId: string | null;
  commitmentId: string | null;
  signInLinkId: string | null;
  inquiryId: string | null;
  /** Which address of staff it goes to; null where the kind says who. */
  recipient: string | null;
  /** Where it goes; null for mail. */
  endpointId: string | null;
  /** When what it tells of happened, in milliseconds since 1970. */
  createdAt: number;
}

/**
 * Makes the message of a delivery, once. A database error is tried again; any other error, such as an assessment that was
 * erased, fails the delivery with the error's code and message as its reason.
 */
export type Render<M> = (delivery: DeliveryToRender) => Promise<M>;
