/** Names of staff accounts. This file imports nothing, so the database schema may use it too. */
export const STAFF_ROLES = ["owner", "member"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** `first-owner` is printed once at the first start; `invitation` goes out by e-mail. */
export const JOIN_LINK_KINDS = ["first-owner", "invitation"] as const;
export type JoinLinkKind = (typeof JOIN_LINK_KINDS)[number];

/**
 * What a link to an account that is there already opens: a `session`, to whoever also has the authenticator, or the
 * `account` itself, to be set up anew by whoever was given the link by the person who runs the server.
 */
export const REOPENINGS = ["session", "account"] as const;
export type Reopening = (typeof REOPENINGS)[number];

/** What the audit trail records of staff. */
export const STAFF_EVENTS = [
  "joined",
  "signed-in",
  "sign-in-failed",
  "signed-out",
  "invited",
  "invitation-withdrawn",
  "role-changed",
  "removed",
  "password-changed",
  "recovery-codes-made",
  "second-step-enrolled",
  "second-step-replaced",
  "passkey-added",
  "passkey-removed",
  "account-reopened",
  "sessions-ended",
  "settings-changed",
  "endpoint-added",
  "endpoint-changed",
  "endpoint-removed",
  "delivery-replayed",
  "suppression-changed",
  "leads-exported",
  "lead-erased",
  "refused",
  "limit-reached",
] as const;
export type StaffEvent = (typeof STAFF_EVENTS)[number];
