import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Database } from "#db/client.ts";
import { type Auth, createAuth } from "../accounts/auth.ts";
import { DAY, type Domain } from "../assessments/domain.ts";
import { type FormTimes, formTimes } from "../forms/form-time.ts";
import { CONTENT, loadBank, readContent } from "../instruments/catalog.ts";
import { type AccessWords, accessWordsFile } from "../report/access-words.ts";
import { type Cards, cardCache } from "../report/card-cache.ts";
import { type CommitmentWords, commitmentWordsFile } from "../report/commitment-words.ts";
import { type DeskWords, deskWordsFile } from "../report/desk-words.ts";
import { type EmbedWords, embedWordsFile } from "../report/embed-words.ts";
import { type OwnDataWords, ownDataWordsFile } from "../report/own-data-words.ts";
import { type PageWords, pageWordsFile } from "../report/page-words.ts";
import { type Pdfs, pdfCache } from "../report/pdf-cache.ts";
import { type PrivacyWords, privacyWordsFile } from "../report/privacy-words.ts";
import { type ProgressWords, progressWordsFile } from "../report/progress-words.ts";
import { type SeatWords, seatWordsFile } from "../report/seats-words.ts";
import { type Site, siteFile } from "../report/site.ts";
import { type SitePageWords, sitePageWordsFile } from "../report/site-page-words.ts";
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
  /** What is said about second seats. */
  seatWords: SeatWords;
  /** What the founder's own page says. */
  progressWords: ProgressWords;
  /** What is said around sign-in links and an attempt that is finished later. */
  accessWords: AccessWords;
  /** What is said about one's own data. */
  ownDataWords: OwnDataWords;
  privacyWords: PrivacyWords;
  /** What is said on services, about, contact and accessibility. */
  sitePageWords: SitePageWords;
  /** What is said around commitments and their reminders. */
  commitmentWords: CommitmentWords;
  /** What is said inside the frame of the embedded Snapshot. */
  embedWords: EmbedWords;
  publicUrl: string;
  /** Where events of visitors go; null while analytics are off. */
  analytics: Environment["analytics"];
  log: Log;
  formTimes: FormTimes;
  mailLimits: Pick<
    Environment["limits"],
    "reportsPerHour" | "reportsPerMailboxPerDay" | "addressesPerAssessment" | "mailsPerDay"
  >;
  signInLimits: Pick<Environment["limits"], "linksPerMailbox" | "linksPerClient" | "mailsPerDay">;
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
  /** Removes what the mail channel keeps of erased deliveries, by their ids; see `delivery/erase-deliveries.ts`. */
  forgetMail: (ids: readonly string[]) => Promise<void>;
  /** Who carries mail to its recipient beside us; null while it goes to a folder of this machine. */
  mailProvider: "Resend" | null;
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
    ownDataWords: readContent(join(CONTENT, "report"), "own-data.yaml", ownDataWordsFile),
    privacyWords: readContent(join(CONTENT, "report"), "privacy.yaml", privacyWordsFile),
    accessWords: readContent(join(CONTENT, "report"), "access.yaml", accessWordsFile),
    commitmentWords: readContent(join(CONTENT, "report"), "commitments.yaml", commitmentWordsFile),
    sitePageWords: readContent(join(CONTENT, "report"), "site-pages.yaml", sitePageWordsFile),
    deskWords: readContent(join(CONTENT, "report"), "desk.yaml", deskWordsFile),
    seatWords: readContent(join(CONTENT, "report"), "seats.yaml", seatWordsFile),
    progressWords: readContent(join(CONTENT, "report"), "progress.yaml", progressWordsFile),
    site,
    embedWords: readContent(join(CONTENT, "report"), "embed.yaml", embedWordsFile),
    publicUrl: env.publicUrl,
    analytics: env.analytics,
    log,
    limits: {
      attemptsPerHour: env.limits.attemptsPerHour,
      keepUnfinished: 30 * DAY,
      keepAnonymous: 90 * DAY,
      keepLonger: 2 * 365 * DAY,
    },
    mailLimits: env.limits,
    signInLimits: env.limits,
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
    // What cannot be removed now is removed by the hourly sweep.
    forgetMail: async (ids) => forgetMail?.(ids).catch((error: unknown) => log.error("mail-not-forgotten", { error })),
    mailProvider: env.resendApiKey === undefined ? null : "Resend",
  };
}
