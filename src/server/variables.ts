/** One environment variable as people read about it. `default` is the value used when it is unset, or says in words what happens then. */
export interface Variable {
  name: string;
  default: string;
  meaning: string;
  /** True where `default` is a description, not a value. */
  described?: true;
}

/** Every variable that the server reads. db/README.md and .env.example repeat this table; a test compares them. */
export const VARIABLES = [
  {
    name: "HOST",
    default: "127.0.0.1",
    meaning: "The address to listen on; `0.0.0.0` in a container or behind a proxy on another machine.",
  },
  { name: "PORT", default: "4321", meaning: "The port to listen on; 0 takes any free one." },
  {
    name: "PUBLIC_URL",
    default: "http://localhost:PORT",
    meaning: "The origin that visitors see: every link in a page or an e-mail starts with it.",
    described: true,
  },
  {
    name: "ALLOWED_HOSTS",
    default: "the host of PUBLIC_URL",
    meaning: "Comma-separated Host values to answer; on localhost 127.0.0.1:PORT and [::1]:PORT are added by default.",
    described: true,
  },
  {
    name: "TRUSTED_PROXIES",
    default: "0",
    meaning: "How many proxies of your own stand in front, each adding one entry to X-Forwarded-For.",
  },
  {
    name: "DATABASE_URL",
    default: "file:data/plumbline.db",
    meaning: "A file of its own (`file:`), or a libSQL server (`libsql:`, `https:`, `http:`).",
  },
  {
    name: "BACKUP_DIR",
    default: "none",
    meaning:
      "Where backups of the database file are put on a schedule; a folder of another disk, best of another machine.",
    described: true,
  },
  { name: "BACKUP_HOURS", default: "24", meaning: "How many hours lie between two of them." },
  { name: "BACKUP_KEEP", default: "14", meaning: "How many of them are kept." },
  {
    name: "BACKUP_PUBLIC_KEY",
    default: "none",
    meaning: "Encrypts them to a public key of age (`age1...`); `npm run backup-key` makes a pair.",
    described: true,
  },
  { name: "DATABASE_AUTH_TOKEN", default: "none", meaning: "The token for a libSQL server.", described: true },
  {
    name: "MAILBOX_DIR",
    default: "data/mailbox",
    meaning: "Where messages are written as .eml files while neither SMTP_URL nor RESEND_API_KEY is set.",
  },
  {
    name: "SMTP_URL",
    default: "none",
    meaning: "Sends e-mail through a mail server, `smtp://user:password@host`; under TLS unless it is on this machine.",
    described: true,
  },
  {
    name: "RESEND_API_KEY",
    default: "none",
    meaning: "Sends e-mail through Resend instead of into MAILBOX_DIR.",
    described: true,
  },
  { name: "RESEND_BASE_URL", default: "https://api.resend.com", meaning: "The address of Resend's HTTP API." },
  {
    name: "RESEND_WEBHOOK_SECRET",
    default: "none",
    meaning:
      "The signing secret (`whsec_...`) of Resend's webhook to /hooks/resend, which reports bounces and complaints.",
    described: true,
  },
  {
    name: "MAIL_FROM",
    default: "the sender in content/site.yaml",
    meaning: "The sender of every message, as `Name <address>` or an address alone.",
    described: true,
  },
  {
    name: "SECRET",
    default: "made once and kept in data/secret",
    meaning: "At least 32 random characters that sign forms and hash addresses; give every process the same.",
    described: true,
  },
  {
    name: "HEALTH_TOKEN",
    default: "none",
    meaning: "A bearer token with which /health tells of each part, and /metrics is there; without it only the status.",
    described: true,
  },
  {
    name: "WEBHOOK_ALLOW_LOOPBACK",
    default: "false",
    meaning: "`true` lets webhooks of the desk go to this machine and over http; for development only.",
  },
  {
    name: "PLAUSIBLE_DOMAIN",
    default: "none",
    meaning: "The name of this site in Plausible; setting it sends events there from the visitor's browser.",
    described: true,
  },
  { name: "PLAUSIBLE_URL", default: "https://plausible.io", meaning: "The origin of the Plausible that they go to." },
  { name: "DATA_LAYER", default: "false", meaning: "`true` pushes the same events to `window.dataLayer`." },
  {
    name: "LOG_LEVEL",
    default: "info",
    meaning: "`info` logs each request and message, `warn` what may need a look, `error` what failed.",
  },
  {
    name: "SHUTDOWN_SECONDS",
    default: "10",
    meaning: "How long requests under way may take to finish after SIGTERM.",
  },
  { name: "LIMIT_BODY_BYTES", default: "65536", meaning: "The largest request body that is accepted, in bytes." },
  { name: "LIMIT_HEADERS_SECONDS", default: "10", meaning: "How long a client may take to send its headers." },
  { name: "LIMIT_REQUEST_SECONDS", default: "30", meaning: "How long a client may take to send a whole request." },
  { name: "LIMIT_CONNECTIONS", default: "1000", meaning: "How many connections are open at once; more are dropped." },
  {
    name: "LIMIT_CONNECTIONS_PER_CLIENT",
    default: "200",
    meaning: "How many of them one client may have open, where TRUSTED_PROXIES is 0; more are dropped.",
  },
  { name: "LIMIT_ATTEMPTS_PER_HOUR", default: "60", meaning: "Completed attempts an hour from one client." },
  { name: "LIMIT_STARTS_PER_HOUR", default: "120", meaning: "Attempts an hour that one client may start." },
  { name: "LIMIT_PDFS_PER_HOUR", default: "30", meaning: "PDFs an hour that are printed for one client." },
  { name: "LIMIT_REPORTS_PER_HOUR", default: "40", meaning: "Report e-mails an hour asked for by one client." },
  { name: "LIMIT_REPORTS_PER_MAILBOX_PER_DAY", default: "3", meaning: "Report e-mails a day to one mailbox." },
  { name: "LIMIT_ADDRESSES_PER_ASSESSMENT", default: "5", meaning: "Different addresses that one result is sent to." },
  {
    name: "LIMIT_SIGN_IN_LINKS_PER_MAILBOX",
    default: "5",
    meaning: "Sign-in links to one mailbox in 15 minutes.",
  },
  {
    name: "LIMIT_SIGN_IN_LINKS_PER_MAILBOX_PER_DAY",
    default: "20",
    meaning: "Sign-in links to one mailbox a day.",
  },
  {
    name: "LIMIT_SIGN_IN_LINKS_PER_CLIENT",
    default: "20",
    meaning: "Sign-in links that one client may ask for in 15 minutes.",
  },
  {
    name: "LIMIT_MAILS_PER_DAY",
    default: "2000",
    meaning: "E-mails a day for each purpose: reports, sign-in, own data, staff.",
  },
  {
    name: "LIMIT_FORM_MIN_SECONDS",
    default: "3",
    meaning: "A form with an address that comes back sooner is shown again.",
  },
  {
    name: "LIMIT_FORM_MAX_HOURS",
    default: "24",
    meaning: "A form with an address that comes back later is shown again.",
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]["name"];
