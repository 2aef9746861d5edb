import { z } from "zod";
import { smtpServer } from "#src/delivery/channels/smtp-address.ts";
import { LOG_LEVELS } from "./log.ts";
import { VARIABLES, type Variable, type VariableName } from "./variables.ts";

const LOCAL_NAMES = ["localhost", "127.0.0.1", "[::1]"];

const whole = (name: VariableName, least: number, most: number) => {
  const sentence = `${name} must be a whole number from ${least} to ${most}.`;
  return z
    .string()
    .regex(/^\d{1,15}$/, sentence)
    .transform(Number)
    .refine((value) => value >= least && value <= most, sentence);
};

const matching = (name: VariableName, pattern: RegExp, what: string) =>
  z.string().regex(pattern, `${name} must be ${what}.`);

const origin = (name: VariableName) =>
  z.string().transform((value, context) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const plain = url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash;
    if (plain && !url.username && !url.password) return url.origin;
    context.addIssue({ code: "custom", message: `${name} must be http:// or https:// and a host, with no path.` });
    return z.NEVER;
  });

const hosts = z.string().transform((list, context) => {
  const names = list.split(",").map((name) => name.trim().toLowerCase());
  if (names.every((name) => /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/.test(name))) return names;
  const message = "ALLOWED_HOSTS must be host names, each with its port if it has one, separated by commas.";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const COUNT = 1_000_000_000;
const schema = z.object({
  HOST: matching("HOST", /^[\w.:%-]+$/, "a host name or an IP address"),
  PORT: whole("PORT", 0, 65_535),
  PUBLIC_URL: origin("PUBLIC_URL").optional(),
  ALLOWED_HOSTS: hosts.optional(),
  TRUSTED_PROXIES: whole("TRUSTED_PROXIES", 0, 20),
  DATABASE_URL: matching("DATABASE_URL", /^(file|libsql|https?):./, "a file:, libsql:, https: or http: address"),
  DATABASE_AUTH_TOKEN: matching("DATABASE_AUTH_TOKEN", /^\S+$/, "a token without spaces").optional(),
  BACKUP_DIR: matching("BACKUP_DIR", /^\P{Cc}+$/u, "the path of a folder").optional(),
  BACKUP_HOURS: whole("BACKUP_HOURS", 1, 8760),
  BACKUP_KEEP: whole("BACKUP_KEEP", 1, 10_000),
  BACKUP_PUBLIC_KEY: matching("BACKUP_PUBLIC_KEY", /^age1[a-z0-9]{50,}$/, "a public key of age").optional(),
  MAILBOX_DIR: matching("MAILBOX_DIR", /^\P{Cc}+$/u, "the path of a folder"),
  SMTP_URL: z
    .string()
    .transform((address, context) => {
      const server = smtpServer(address);
      if (server) return server;
      const message =
        "SMTP_URL must be smtp:// or smtps://, a host, and user and password together (percent-encoded) or not at all.";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .optional(),
  RESEND_API_KEY: matching("RESEND_API_KEY", /^\S+$/, "a key without spaces").optional(),
  RESEND_BASE_URL: matching("RESEND_BASE_URL", /^https?:\/\/[^\s/]+\S*$/, "an http:// or https:// address"),
  RESEND_WEBHOOK_SECRET: matching(
    "RESEND_WEBHOOK_SECRET",
    /^whsec_[A-Za-z0-9+/]{16,}=*$/,
    "whsec_ and a secret as Resend shows it",
  ).optional(),
  MAIL_FROM: matching("MAIL_FROM", /^(\P{Cc}*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u, "an address").optional(),
  SECRET: matching("SECRET", /^[\s\S]{32,}$/, "at least 32 characters long").optional(),
  HEALTH_TOKEN: matching("HEALTH_TOKEN", /^[\w.~+/=-]{16,}$/, "at least 16 letters, digits or -._~+/=").optional(),
  WEBHOOK_ALLOW_LOOPBACK: matching("WEBHOOK_ALLOW_LOOPBACK", /^(true|false)$/, "true or false"),
  PLAUSIBLE_DOMAIN: matching(
    "PLAUSIBLE_DOMAIN",
    /^[\w.-]+(\/[\w.-]+)*$/,
    "a host name as Plausible lists it",
  ).optional(),
  PLAUSIBLE_URL: origin("PLAUSIBLE_URL"),
  DATA_LAYER: matching("DATA_LAYER", /^(true|false)$/, "true or false"),
  LOG_LEVEL: z.enum(LOG_LEVELS, "LOG_LEVEL must be info, warn or error."),
  SHUTDOWN_SECONDS: whole("SHUTDOWN_SECONDS", 0, 600),
  LIMIT_BODY_BYTES: whole("LIMIT_BODY_BYTES", 1024, 16_777_216),
  LIMIT_HEADERS_SECONDS: whole("LIMIT_HEADERS_SECONDS", 1, 600),
  LIMIT_REQUEST_SECONDS: whole("LIMIT_REQUEST_SECONDS", 1, 3600),
  LIMIT_CONNECTIONS: whole("LIMIT_CONNECTIONS", 1, 1_000_000),
  LIMIT_CONNECTIONS_PER_CLIENT: whole("LIMIT_CONNECTIONS_PER_CLIENT", 1, 1_000_000),
  LIMIT_ATTEMPTS_PER_HOUR: whole("LIMIT_ATTEMPTS_PER_HOUR", 1, COUNT),
  LIMIT_STARTS_PER_HOUR: whole("LIMIT_STARTS_PER_HOUR", 1, COUNT),
  LIMIT_PDFS_PER_HOUR: whole("LIMIT_PDFS_PER_HOUR", 1, COUNT),
  LIMIT_REPORTS_PER_HOUR: whole("LIMIT_REPORTS_PER_HOUR", 1, COUNT),
  LIMIT_REPORTS_PER_MAILBOX_PER_DAY: whole("LIMIT_REPORTS_PER_MAILBOX_PER_DAY", 1, COUNT),
  LIMIT_ADDRESSES_PER_ASSESSMENT: whole("LIMIT_ADDRESSES_PER_ASSESSMENT", 1, COUNT),
  LIMIT_SIGN_IN_LINKS_PER_MAILBOX: whole("LIMIT_SIGN_IN_LINKS_PER_MAILBOX", 1, COUNT),
  LIMIT_SIGN_IN_LINKS_PER_MAILBOX_PER_DAY: whole("LIMIT_SIGN_IN_LINKS_PER_MAILBOX_PER_DAY", 1, COUNT),
  LIMIT_SIGN_IN_LINKS_PER_CLIENT: whole("LIMIT_SIGN_IN_LINKS_PER_CLIENT", 1, COUNT),
  LIMIT_MAILS_PER_DAY: whole("LIMIT_MAILS_PER_DAY", 1, COUNT),
  LIMIT_FORM_MIN_SECONDS: whole("LIMIT_FORM_MIN_SECONDS", 0, 3600),
  LIMIT_FORM_MAX_HOURS: whole("LIMIT_FORM_MAX_HOURS", 1, 8760),
} satisfies Record<VariableName, z.ZodType>);

/** A variable of the environment that cannot be used. */
export class EnvironmentError extends Error {}

export type Environment = ReturnType<typeof readEnvironment>;

/**
 * Reads and checks the environment; a blank value counts as unset.
 * @throws {EnvironmentError} whose message has one sentence per wrong variable, naming it and never its value.
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(
    VARIABLES.map((variable: Variable) => [
      variable.name,
      source[variable.name]?.trim() || (variable.described ? undefined : variable.default),
    ]),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new EnvironmentError(parsed.error.issues.map((issue) => issue.message).join(" "));
  const values = parsed.data;
  if (values.LIMIT_HEADERS_SECONDS > values.LIMIT_REQUEST_SECONDS) {
    throw new EnvironmentError("LIMIT_HEADERS_SECONDS must not be more than LIMIT_REQUEST_SECONDS.");
  }
  if (values.SMTP_URL && values.RESEND_API_KEY)
    throw new EnvironmentError("Set SMTP_URL or RESEND_API_KEY, not both: mail has one way out.");
  if (values.BACKUP_DIR && !values.DATABASE_URL.startsWith("file:"))
    throw new EnvironmentError("BACKUP_DIR is for a database file; a libSQL server is backed up by its own means.");
  const publicUrl = values.PUBLIC_URL ?? new URL(`http://localhost:${values.PORT}`).origin;
  return {
    host: values.HOST,
    port: values.PORT,
    /** The public origin, without a slash at its end. */
    publicUrl,
    /** Host values to answer, lower case, with a port unless it is the scheme's own. */
    allowedHosts: values.ALLOWED_HOSTS ?? defaultHosts(new URL(publicUrl), values.PORT),
    trustedProxies: values.TRUSTED_PROXIES,
    databaseUrl: values.DATABASE_URL,
    databaseAuthToken: values.DATABASE_AUTH_TOKEN,
    /** Null while no folder for them is set. */
    backups: values.BACKUP_DIR
      ? {
          folder: values.BACKUP_DIR,
          hours: values.BACKUP_HOURS,
          keep: values.BACKUP_KEEP,
          publicKey: values.BACKUP_PUBLIC_KEY,
        }
      : null,
    mailboxDir: values.MAILBOX_DIR,
    smtp: values.SMTP_URL,
    resendApiKey: values.RESEND_API_KEY,
    resendBaseUrl: values.RESEND_BASE_URL,
    resendWebhookSecret: values.RESEND_WEBHOOK_SECRET,
    mailFrom: values.MAIL_FROM,
    secret: values.SECRET,
    healthToken: values.HEALTH_TOKEN,
    webhookAllowLoopback: values.WEBHOOK_ALLOW_LOOPBACK === "true",
    analytics: analyticsOf(values.PLAUSIBLE_DOMAIN, values.PLAUSIBLE_URL, values.DATA_LAYER === "true"),
    logLevel: values.LOG_LEVEL,
    shutdownSeconds: values.SHUTDOWN_SECONDS,
    limits: {
      bodyBytes: values.LIMIT_BODY_BYTES,
      headersSeconds: values.LIMIT_HEADERS_SECONDS,
      requestSeconds: values.LIMIT_REQUEST_SECONDS,
      connections: values.LIMIT_CONNECTIONS,
      connectionsPerClient: values.LIMIT_CONNECTIONS_PER_CLIENT,
      attemptsPerHour: values.LIMIT_ATTEMPTS_PER_HOUR,
      startsPerHour: values.LIMIT_STARTS_PER_HOUR,
      pdfsPerHour: values.LIMIT_PDFS_PER_HOUR,
      reportsPerHour: values.LIMIT_REPORTS_PER_HOUR,
      reportsPerMailboxPerDay: values.LIMIT_REPORTS_PER_MAILBOX_PER_DAY,
      addressesPerAssessment: values.LIMIT_ADDRESSES_PER_ASSESSMENT,
      linksPerMailbox: values.LIMIT_SIGN_IN_LINKS_PER_MAILBOX,
      linksPerMailboxPerDay: values.LIMIT_SIGN_IN_LINKS_PER_MAILBOX_PER_DAY,
      linksPerClient: values.LIMIT_SIGN_IN_LINKS_PER_CLIENT,
      mailsPerDay: values.LIMIT_MAILS_PER_DAY,
      formMinSeconds: values.LIMIT_FORM_MIN_SECONDS,
      formMaxHours: values.LIMIT_FORM_MAX_HOURS,
    },
  };
}

/** Null while analytics are off, as they are unless somebody says otherwise. */
function analyticsOf(domain: string | undefined, origin: string, dataLayer: boolean) {
  if (domain === undefined && !dataLayer) return null;
  return { plausible: domain === undefined ? null : { events: `${origin}/api/event`, domain }, dataLayer };
}

function defaultHosts(publicUrl: URL, port: number): string[] {
  if (publicUrl.hostname !== "localhost") return [publicUrl.host];
  return [...new Set([publicUrl.host, ...LOCAL_NAMES.slice(1).map((name) => `${name}:${port}`)])];
}
