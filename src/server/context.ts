import { createHmac } from "node:crypto";
import type { Database } from "#db/client/client.ts";
import type { Auth, createAuth } from "#src/accounts/auth.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { type ClientHash, networkOf } from "#src/client-hash.ts";
import { type FormTimes, formTimes } from "#src/forms/form-time.ts";
import { type SentTo, sentTo } from "#src/forms/sent-to.ts";
import { loadBanks } from "#src/instruments/catalog.ts";
import { KEPT } from "#src/names/retention.ts";
import { type Cards, cardCache } from "#src/report/card/cache.ts";
import { type Pdfs, pdfCache } from "#src/report/pdf/cache.ts";
import { printsPerHour } from "#src/report/pdf/prints-per-hour.ts";
import { DAY } from "#src/time.ts";
import { newReference } from "#src/tokens.ts";
import { loadWords, type Words } from "#src/words/load.ts";
import { loadSite, type Site } from "#src/words/site.ts";
import type { Environment } from "./env.ts";
import { type KeptPages, keptPages } from "./kept-pages.ts";
import type { Log } from "./log.ts";
import { type MailBy, mailBy } from "./mail-channel.ts";

/** Everything a page or a job may need, built once and handed over by `locals`; no module keeps state of its own. */
export interface App extends Domain {
  site: Site;
  words: Words;
  publicUrl: string;
  /** Where events of visitors go; null while analytics are off. */
  analytics: Environment["analytics"];
  log: Log;
  formTimes: FormTimes;
  /** Which address was typed, for the page that a sent form leads to. */
  sentTo: SentTo;
  mailLimits: Pick<
    Environment["limits"],
    "reportsPerHour" | "reportsPerMailboxPerDay" | "addressesPerAssessment" | "mailsPerDay"
  >;
  signInLimits: Pick<
    Environment["limits"],
    "linksPerMailbox" | "linksPerMailboxPerDay" | "linksPerClient" | "mailsPerDay"
  >;
  /** Whoever sends from this address; the address itself is never stored. */
  hashClient: (address: string) => ClientHash;
  /** An e-mail address as a keyed hash, for the suppression list. */
  hashAddress: (address: string) => string;
  /** Signs a short text, so that a link in a mail cannot be made up. */
  sign: (text: string) => string;
  /** The signing secret of an endpoint and version of it, derived from SECRET: it is stored nowhere. */
  webhookSecret: (endpointId: string, version: number) => string;
  /** Where webhooks may go. */
  outbound: { allowLoopback: boolean };
  /** What the mail provider signs its reports with; without it they are not taken. */
  resendWebhookSecret: string | undefined;
  /** Accounts and sessions of staff, loaded when somebody first asks for the desk. */
  auth: () => Promise<Auth>;
  /** The card of a result or of a public page as a PNG, drawn once for the same facts. */
  card: Cards;
  /** A report as a PDF, made once for the same words and off this thread. */
  pdf: Pdfs;
  /** Pages that are laid out once for the same content. */
  pages: KeptPages;
  /** Counts a PDF that is printed for a client; throws `PrintsUsedUp` where it may have no more in this hour. */
  countPrint: (client: ClientHash) => void;
  /** Tells the delivery loop that there is something to send. */
  wakeDelivery: () => void;
  /** Removes what the mail channel keeps of erased deliveries, by their ids; see `outbox/erase-deliveries.ts`. */
  forgetMail: (ids: readonly string[]) => Promise<void>;
  mailBy: MailBy;
  /** For how many days at most a backup is kept; null while none is made on a schedule. */
  backupDays: number | null;
}

export interface Parts {
  env: Environment;
  database: Database;
  clock: () => number;
  log: Log;
  secret: string;
  wakeDelivery: () => void;
  forgetMail?: App["forgetMail"];
}

/**
 * Builds the context from its parts and the content files.
 * @throws {ContentError} when a content file is at fault, in sentences.
 */
export function buildApp({ env, database, clock, log, secret, wakeDelivery, forgetMail }: Parts): App {
  const keyed = (purpose: string, text: string) =>
    createHmac("sha256", secret).update(`${purpose}/${text}`).digest("base64url");
  const banks = loadBanks();
  const words = loadWords();
  const site = loadSite();
  let auth: Promise<Auth> | undefined;
  const sign = (text: string) => keyed("link", text);
  return {
    database,
    clock,
    ids: newReference,
    banks,
    words,
    site,
    publicUrl: env.publicUrl,
    analytics: env.analytics,
    log,
    limits: {
      attemptsPerHour: env.limits.attemptsPerHour,
      startsPerHour: env.limits.startsPerHour,
      keepUnfinished: KEPT.unfinishedDays * DAY,
      keepAnonymous: KEPT.anonymousDays * DAY,
      keepLonger: 2 * 365 * DAY,
    },
    mailLimits: env.limits,
    signInLimits: env.limits,
    formTimes: formTimes(secret, clock, env.limits),
    sentTo: sentTo({ clock, ids: newReference }),
    hashClient: (address) => {
      const today = Math.floor(clock() / DAY);
      const under = (day: number) => keyed(`client/${day}`, networkOf(address));
      return [under(today), under(today - 1)];
    },
    hashAddress: (address) => keyed("address", address.trim().toLowerCase()),
    sign,
    webhookSecret: (endpointId, version) =>
      `whsec_${createHmac("sha256", secret).update(`webhook/${endpointId}/${version}`).digest("base64")}`,
    outbound: { allowLoopback: env.webhookAllowLoopback },
    resendWebhookSecret: env.resendWebhookSecret,
    auth: () => {
      auth ??= loadAuth({ database, secret, publicUrl: env.publicUrl, name: site.name, ids: newReference, sign, log });
      return auth;
    },
    card: cardCache({ site, plumb: words.pages.result.bar, layers: banks.newest.layers.map(({ name }) => name) }),
    pdf: pdfCache({ words: words.pages, site }),
    pages: keptPages(),
    countPrint: printsPerHour(env.limits.pdfsPerHour, clock),
    wakeDelivery,
    // What cannot be removed now is removed by the hourly sweep.
    forgetMail: async (ids) => forgetMail?.(ids).catch((error: unknown) => log.error("mail-not-forgotten", { error })),
    mailBy: mailBy(env),
    // A day more, for one that is late.
    backupDays: env.backups && Math.ceil((env.backups.hours * env.backups.keep) / 24) + 1,
  };
}

async function loadAuth(parts: Parameters<typeof createAuth>[0]): Promise<Auth> {
  const { createAuth } = await import("#src/accounts/auth.ts");
  return createAuth(parts);
}
