/** Names of the outbox. This file imports nothing, so the database schema may use it too. */
export const CHANNELS = ["mail", "webhook", "slack"] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** What the outside may subscribe to. */
export const WEBHOOK_EVENTS = [
  "lead.created",
  "lead.updated",
  "lead.asked",
  "lead.erased",
  "assessment.completed",
] as const;

/** What Slack may be told of. */
export const SLACK_EVENTS = ["call", "strong-lead"] as const;

/** Mails whose links open something. Once sent, no copy of their body stays. */
export const LINK_MAILS = [
  "invitation",
  "sign-in",
  "finish-later",
  "confirm-reminder",
  "reminder",
  "confirm-again",
  "ask-again",
  "confirm-check-ins",
  "check-in",
  "erase",
  "was-this-you",
  "colleague-answered",
] as const;

/** Mails that ask for another reading. */
export const ASKING_MAILS = ["reminder", "ask-again"] as const;

/** Mails that wait in the outbox for their day, which may be a year away. */
export const DATED_MAILS = [...ASKING_MAILS, "check-in"] as const;

/** Mails that somebody asks for about their own data. */
export const OWN_DATA_MAILS = ["sign-in", "erase"] as const;

/**
 * What a delivery says. `strong-lead` tells staff of a new grade A; `test` is sent by hand from the desk; `was-this-you`
 * goes in place of what was asked for to an address whose owner said "not you" or complained.
 */
export const DELIVERY_KINDS = [
  "report",
  "call",
  "strong-lead",
  "inquiry",
  "test",
  ...LINK_MAILS,
  ...WEBHOOK_EVENTS,
] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** What mails are for. Each purpose has a day's number of its own, so that none can use up another's. */
export const MAIL_PURPOSES = {
  reports: [
    "report",
    "finish-later",
    "confirm-reminder",
    "confirm-again",
    "confirm-check-ins",
    "was-this-you",
    "colleague-answered",
  ],
  "sign-in": ["sign-in"],
  "own data": ["erase"],
  staff: ["call", "inquiry", "invitation", "strong-lead", "test"],
} as const satisfies Record<string, readonly DeliveryKind[]>;

/** Messages that only one consent allows, by its purpose: what is not on its way yet stays here once it is taken back. */
export const RESTS_ON = {
  report: ["report", "colleague-answered"],
  "follow-up": ["strong-lead"],
  call: ["call"],
  reminder: ["confirm-reminder", "confirm-again", "confirm-check-ins", ...DATED_MAILS],
} as const satisfies Record<string, readonly DeliveryKind[]>;

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
