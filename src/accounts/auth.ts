import { createHmac } from "node:crypto";
import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Database } from "#db/client/client.ts";
import { databaseErrorIn } from "#db/client/errors.ts";
import {
  staff,
  staffAccounts,
  staffPasskeys,
  staffRateLimits,
  staffSecondSteps,
  staffSessions,
  staffVerifications,
} from "#db/schema/staff.ts";
import { SECOND } from "#src/time.ts";
import { withHashedSessions } from "./hashed-sessions.ts";
import { openSession } from "./open-session.ts";
import { userIsVerified } from "./passkey-rules.ts";
import { createPasswords, type Passwords } from "./password-hash.ts";
import { makeRecoveryCodes, readStoredCodes, storedCodes } from "./recovery-codes.ts";
import { CODE_WITHIN, LEAST_PASSWORD, MOST_PASSWORD, SESSION_IDLE, SESSION_REFRESHED_AFTER } from "./rules.ts";

const NOT_VERIFIED = /^Failed to verify (registration|authentication)$/;

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
  /** Signs a short text; what the database keeps of a recovery code is made with it. */
  sign: (text: string) => string;
  passwords?: Passwords;
  log: { error: (event: string, fields?: Readonly<Record<string, unknown>>) => void };
}

/**
 * The staff library on our own tables: password, second step, recovery codes, passkeys, sessions (security.md, "Access"). None of
 * its routes is mounted; the verbs of this folder call its API. Nobody signs up: accounts come from join links.
 */
export function createAuth(parts: Parts) {
  const { database, publicUrl, name, ids, sign, passwords = createPasswords(), log } = parts;
  const https = publicUrl.startsWith("https:");
  const secret = createHmac("sha256", parts.secret).update("staff").digest("base64url");
  const adapter = drizzleAdapter(database.query, {
    provider: "sqlite",
    schema: {
      user: staff,
      session: staffSessions,
      account: staffAccounts,
      verification: staffVerifications,
      twoFactor: staffSecondSteps,
      passkey: staffPasskeys,
      rateLimit: staffRateLimits,
    },
    transaction: false,
  });
  return betterAuth({
    appName: name,
    baseURL: publicUrl,
    secret,
    database: withHashedSessions(adapter),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      level: "error",
      log: (_level, message, ...details) => {
        const error: unknown = details[0];
        // A passkey that does not prove what it says is its sender's doing, and stands in the audit trail.
        if (NOT_VERIFIED.test(message) && !databaseErrorIn(error)) return;
        log.error("staff-library", { message, error });
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LEAST_PASSWORD,
      maxPasswordLength: MOST_PASSWORD,
      password: passwords,
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
      // What needs a fresh proof here asks for the password itself.
      freshAge: 0,
    },
    plugins: [
      twoFactor({
        twoFactorCookieMaxAge: seconds(CODE_WITHIN),
        backupCodeOptions: {
          customBackupCodesGenerate: makeRecoveryCodes,
          // The library's word for it; what goes in are codes, and what is kept are hashes, which nothing turns back.
          storeBackupCodes: {
            encrypt: async (codes) => storedCodes(sign, JSON.parse(codes)),
            decrypt: async (stored) => JSON.stringify(await readStoredCodes(sign, secret, stored)),
          },
        },
      }),
      passkey({
        rpName: name,
        origin: new URL(publicUrl).origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        registration: { afterVerification: userIsVerified },
        authentication: { afterVerification: userIsVerified },
        advanced: { webAuthnChallengeCookie: "passkey" },
      }),
      openSession,
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
