import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { JOIN_LINK_KINDS, REOPENINGS, STAFF_ROLES } from "#src/names/accounts.ts";
import { list, time } from "./columns.ts";

/** The staff library writes dates; the columns hold the same milliseconds as every other time. */
const date = (name: string) => integer(name, { mode: "timestamp_ms" });

/** People of the consultancy who may sign in at the desk. */
export const staff = sqliteTable(
  "staff",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email").notNull().unique(),
    emailVerified: integer("email_verified", { mode: "boolean" }).notNull(),
    image: text("image"),
    role: text("role", { enum: STAFF_ROLES }).notNull(),
    twoFactorEnabled: integer("two_factor_enabled", { mode: "boolean" }).notNull().default(false),
    /** When this person switched the desk's single-key shortcuts off; null while they are on. */
    shortcutsOffAt: time("shortcuts_off_at"),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [check("staff_role", sql`${table.role} IN (${list(STAFF_ROLES)})`)],
);

/** Sessions of staff; `token` holds a hash of what the cookie carries. */
export const staffSessions = sqliteTable(
  "staff_sessions",
  {
    id: text("id").primaryKey(),
    token: text("token").notNull().unique(),
    userId: text("user_id")
      .notNull()
      .references(() => staff.id, { onDelete: "cascade" }),
    expiresAt: date("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("staff_sessions_user").on(table.userId), index("staff_sessions_expires").on(table.expiresAt)],
);

/** Passwords, hashed by the staff library. */
export const staffAccounts = sqliteTable(
  "staff_accounts",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => staff.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: date("access_token_expires_at"),
    refreshTokenExpiresAt: date("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("staff_accounts_user").on(table.userId)],
);

export const staffVerifications = sqliteTable(
  "staff_verifications",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: date("expires_at").notNull(),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("staff_verifications_identifier").on(table.identifier)],
);

/** The second step: the authenticator's secret, encrypted by the staff library, and keyed hashes of the recovery codes. */
export const staffSecondSteps = sqliteTable(
  "staff_second_steps",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => staff.id, { onDelete: "cascade" }),
    secret: text("secret").notNull(),
    backupCodes: text("backup_codes").notNull(),
    verified: integer("verified", { mode: "boolean" }),
    failedVerificationCount: integer("failed_verification_count"),
    lockedUntil: date("locked_until"),
  },
  (table) => [index("staff_second_steps_user").on(table.userId)],
);

/** Passkeys, which are both steps in one; names and types are those of the staff library. */
export const staffPasskeys = sqliteTable(
  "staff_passkeys",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => staff.id, { onDelete: "cascade" }),
    name: text("name"),
    publicKey: text("public_key").notNull(),
    credentialID: text("credential_id").notNull().unique(),
    counter: integer("counter").notNull(),
    deviceType: text("device_type").notNull(),
    backedUp: integer("backed_up", { mode: "boolean" }).notNull(),
    transports: text("transports"),
    aaguid: text("aaguid"),
    createdAt: date("created_at"),
  },
  (table) => [index("staff_passkeys_user").on(table.userId)],
);

export const staffRateLimits = sqliteTable("staff_rate_limits", {
  id: text("id").primaryKey(),
  key: text("key").notNull().unique(),
  count: integer("count").notNull(),
  lastRequest: integer("last_request").notNull(),
});

/** One-time links that make an account or open one again. Their token is derived from SECRET and id; only the id is stored. */
export const joinLinks = sqliteTable(
  "join_links",
  {
    id: text("id").primaryKey(),
    kind: text("kind", { enum: JOIN_LINK_KINDS }).notNull(),
    /** Null for the first owner, who says who they are. */
    email: text("email"),
    role: text("role", { enum: STAFF_ROLES }).notNull(),
    invitedBy: text("invited_by").references(() => staff.id, { onDelete: "set null" }),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at").notNull(),
    usedAt: time("used_at"),
    /** The account that it opens again, and how far; null for a link that makes one. */
    staffId: text("staff_id").references(() => staff.id, { onDelete: "cascade" }),
    reopens: text("reopens", { enum: REOPENINGS }),
  },
  (table) => [
    check("join_links_kind", sql`${table.kind} IN (${list(JOIN_LINK_KINDS)})`),
    check("join_links_role", sql`${table.role} IN (${list(STAFF_ROLES)})`),
  ],
);

/** The audit trail: who of staff did what to whom, kept when the person has gone. */
export const staffEvents = sqliteTable(
  "staff_events",
  {
    id: text("id").primaryKey(),
    staffId: text("staff_id").references(() => staff.id, { onDelete: "set null" }),
    /** The name of who did it, kept when they leave the staff. */
    staffName: text("staff_name"),
    kind: text("kind").notNull(),
    detail: text("detail"),
    at: time("at").notNull(),
  },
  (table) => [index("staff_events_at").on(table.at), index("staff_events_staff").on(table.staffId)],
);

/** Settings that belong to staff rather than to `content/site.yaml`; what is not here has its default. */
export const settings = sqliteTable("settings", {
  name: text("name").primaryKey(),
  value: text("value", { mode: "json" }).notNull(),
  changedAt: time("changed_at").notNull(),
  changedBy: text("changed_by").references(() => staff.id, { onDelete: "set null" }),
});
