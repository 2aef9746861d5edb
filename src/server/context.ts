import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Database } from "#db/client.ts";
import { type Auth, createAuth } from "../accounts/auth.ts";
import { DAY, type Domain } from "../assessments/domain.ts";
import { type FormTimes, formTimes } from "../forms/form-time.ts";
import { CONTENT, loadBank, readContent } from "../instruments/catalog.ts";
import { type Cards, cardCache } from "../report/card-cache.ts";
import { type DeskWords, deskWordsFile } from "../report/desk-words.ts";
import { type PageWords, pageWordsFile } from "../report/page-words.ts";
import { type Pdfs, pdfCache } from "../report/pdf-cache.ts";
import { type Site, siteFile } from "../report/site.ts";
import { type Words, wordsFile } from "../report/words.ts";
import type { Environment } from "./env.ts";
import type { Log } from "./log.ts";

/** Everything a page or a job may need, built once and handed over by `locals`; no module keeps state of its own. */
export interface App extends Domain {
  site: Site;
  words: Words;
  pageWords: PageWords;
  /** What the desk says to staff. */
  deskWords: DeskWords;
  publicUrl: string;
  log: Log;
  formTimes: FormTimes;
  mailLimits: Pick<
    Environment["limits"],
    "reportsPerHour" | "reportsPerMailboxPerDay" | "addressesPerAssessment" | "mailsPerDay"
  >;
  /** A client's address as a hash that changes every day; the address itself is never stored. */
  hashClient: (address: string) => string;
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
  /** Accounts and sessions of staff. */
  auth: Auth;
  /** The card of a result or of a public page as a PNG, drawn once for the same facts. */
  card: Cards;
  /** A report as a PDF, made once for the same words and off this thread. */
  pdf: Pdfs;
  /** Tells the delivery loop that there is something to send. */
  wakeDelivery: () => void;
}

export interface Parts {
  env: Environment;
  database: Database;
  clock: () => number;
  log: Log;
  secret: string;
  wakeDelivery: () => void;
}

/**
 * Builds the context from its parts and the content files.
 * @throws {ContentError} when a content file is at fault, in sentences.
 */
export function buildApp({ env, database, clock, log, secret, wakeDelivery }: Parts): App {
  const keyed = (purpose: string, text: string) =>
    createHmac("sha256", secret).update(`${purpose}/${text}`).digest("base64url");
  const bank = loadBank();
  const pageWords = readContent(join(CONTENT, "report"), "pages.yaml", pageWordsFile);
  const site = readContent(CONTENT, "site.yaml", siteFile);
  const ids = () => randomBytes(18).toString("base64url");
  return {
    database,
    clock,
    ids,
    bank,
    words: readContent(join(CONTENT, "report"), "words.yaml", wordsFile),
    pageWords,
    deskWords: readContent(join(CONTENT, "report"), "desk.yaml", deskWordsFile),
    site,
    publicUrl: env.publicUrl,
    log,
    limits: {
      attemptsPerHour: env.limits.attemptsPerHour,
      keepUnfinished: 30 * DAY,
      keepAnonymous: 90 * DAY,
      keepLonger: 2 * 365 * DAY,
    },
    mailLimits: env.limits,
    formTimes: formTimes(secret, clock, env.limits),
    hashClient: (address) => keyed(`client/${new Date(clock()).toISOString().slice(0, 10)}`, address),
    hashAddress: (address) => keyed("address", address.trim().toLowerCase()),
    sign: (text) => keyed("link", text),
    webhookSecret: (endpointId, version) =>
      `whsec_${createHmac("sha256", secret).update(`webhook/${endpointId}/${version}`).digest("base64")}`,
    outbound: { allowLoopback: env.webhookAllowLoopback },
    resendWebhookSecret: env.resendWebhookSecret,
    auth: createAuth({ database, secret, publicUrl: env.publicUrl, name: site.name, ids, log }),
    card: cardCache({ site, plumb: pageWords.result.bar, layers: bank.layers.map(({ name }) => name) }),
    pdf: pdfCache({ words: pageWords, site }),
    wakeDelivery,
  };
}
