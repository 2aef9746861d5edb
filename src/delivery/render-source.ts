import type { Database } from "#db/client.ts";
import type { Bank } from "../instruments/instrument.ts";
import type { AccessWords } from "../report/access-words.ts";
import type { CommitmentWords } from "../report/commitment-words.ts";
import type { DeskWords } from "../report/desk-words.ts";
import type { OwnDataWords } from "../report/own-data-words.ts";
import type { PageWords } from "../report/page-words.ts";
import type { Pdfs } from "../report/pdf-cache.ts";
import type { Site } from "../report/site.ts";
import type { SitePageWords } from "../report/site-page-words.ts";
import type { Words } from "../report/words.ts";
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
