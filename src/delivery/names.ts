/** Names of the outbox. This file imports nothing, so the database schema may use it too. */
export const DELIVERY_KINDS = ["report", "call"] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** `pending -> sending (leased) -> sent -> delivered | bounced | complained`, or `failed`, or `cancelled` by the recipient. */
export const DELIVERY_STATES = [
  "pending",
  "sending",
  "sent",
  "delivered",
  "bounced",
  "complained",
  "failed",
  "cancelled",
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
