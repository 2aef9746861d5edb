import type { Database } from "#db/client/client.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import type { Pdfs } from "#src/report/pdf/cache.ts";
import type { AccessWords } from "#src/words/access.ts";
import type { CommitmentWords } from "#src/words/commitments.ts";
import type { DeskWords } from "#src/words/desk.ts";
import type { OwnDataWords } from "#src/words/own-data.ts";
import type { PageWords } from "#src/words/pages.ts";
import type { Words } from "#src/words/report.ts";
import type { Site } from "#src/words/site.ts";
import type { SitePageWords } from "#src/words/site-pages.ts";
import { mailbox } from "./headers.ts";

/** What messages are made from. */
export interface RenderSource {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  bank: Bank;
  words: Words;
  pageWords: PageWords;
  deskWords: DeskWords;
  accessWords: AccessWords;
  commitmentWords: CommitmentWords;
  ownDataWords: OwnDataWords;
  sitePageWords: SitePageWords;
  site: Site;
  publicUrl: string;
  mailFrom: string | undefined;
  sign: (text: string) => string;
  /** The keyed hash of an address, as the suppression list keeps it. */
  hashAddress: (address: string) => string;
  pdf: Pdfs;
  log: { error: (event: string, fields?: Readonly<Record<string, unknown>>) => void };
}

/** The From header: MAIL_FROM where it is set, else the sender of the site. */
export function senderOf({ mailFrom, site }: Pick<RenderSource, "mailFrom" | "site">): string {
  return mailFrom ?? mailbox(site.sender.name, site.sender.address);
}
