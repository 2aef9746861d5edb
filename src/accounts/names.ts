/** Names of staff accounts. This file imports nothing, so the database schema may use it too. */
export const STAFF_ROLES = ["owner", "member"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** `first-owner` is printed once at the first start; `invitation` goes out by e-mail. */
export const JOIN_LINK_KINDS = ["first-owner", "invitation"] as const;
export type JoinLinkKind = (typeof JOIN_LINK_KINDS)[number];
