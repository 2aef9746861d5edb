import { createHmac, randomInt } from "node:crypto";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Database } from "#db/client/client.ts";
import {
  staff,
  staffAccounts,
  staffRateLimits,
  staffSecondSteps,
  staffSessions,
  staffVerifications,
} from "#db/schema/staff.ts";
import { SECOND } from "#src/time.ts";
import { withHashedSessions } from "./hashed-sessions.ts";
import { CODE_WITHIN, LEAST_PASSWORD, MOST_PASSWORD, SESSION_IDLE, SESSION_REFRESHED_AFTER } from "./rules.ts";

const seconds = (milliseconds: number) => milliseconds / SECOND;

export type Auth = ReturnType<typeof createAuth>;

interface Parts {
  database: Database;
  secret: string;
  /** The public origin: over https cookies are Secure and bound to the host. */
  publicUrl: string;
  /** The consultancy's name, as an authenticator shows it. */
  name: string;
  ids: () => string;
  log: { error: (event: string, fields?: Readonly<Record<string, unknown>>) => void };
}

/**
 * The staff library on our own tables: password, second step, recovery codes, sessions (security.md, "Access"). None of
 * its routes is mounted; the verbs of this folder call its API. Nobody signs up: accounts come from join links.
 */
export function createAuth({ database, secret, publicUrl, name, ids, log }: Parts) {
  const https = publicUrl.startsWith("https:");
  const adapter = drizzleAdapter(database.query, {
    provider: "sqlite",
    schema: {
      user: staff,
      session: staffSessions,
      account: staffAccounts,
      verification: staffVerifications,
      twoFactor: staffSecondSteps,
      rateLimit: staffRateLimits,
    },
    transaction: false,
  });
  return betterAuth({
    appName: name,
    baseURL: publicUrl,
    secret: createHmac("sha256", secret).update("staff").digest("base64url"),
    database: withHashedSessions(adapter),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      level: "error",
      log: (_level, message, ...details) => log.error("staff-library", { message, error: details[0] }),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LEAST_PASSWORD,
      maxPasswordLength: MOST_PASSWORD,
    },
    user: {
      additionalFields: {
        role: { type: "string", required: true, input: false },
        shortcutsOffAt: { type: "number", required: false, input: false },
      },
    },
    session: {
      expiresIn: seconds(SESSION_IDLE),
      updateAge: seconds(SESSION_REFRESHED_AFTER),
      cookieCache: { enabled: false },
    },
    plugins: [
      twoFactor({
        twoFactorCookieMaxAge: seconds(CODE_WITHIN),
        backupCodeOptions: { customBackupCodesGenerate: () => Array.from({ length: 10 }, recoveryCode) },
      }),
    ],
    advanced: {
      // The library's own way to Secure cookies would name them __Secure-, which other hosts of the domain could set.
      useSecureCookies: false,
      cookiePrefix: https ? "__Host-desk" : "desk",
      defaultCookieAttributes: { secure: https, httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => ids() },
    },
  });
}

/** Letters and digits that nobody takes for one another. */
const READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten of them in two halves: 49 random bits, used once and behind the same limit as other codes. */
function recoveryCode(): string {
  const half = () => Array.from({ length: 5 }, () => READABLE[randomInt(READABLE.length)]).join("");
  return `${half()}-${half()}`;
}
