import type { Database } from "#db/client.ts";
import type { Bank } from "../instruments/instrument.ts";
import type { DeskWords } from "../report/desk-words.ts";
import type { PageWords } from "../report/page-words.ts";
import type { Pdfs } from "../report/pdf-cache.ts";
import type { Site } from "../report/site.ts";
import type { Words } from "../report/words.ts";

/** What messages are made from. */
export interface RenderSource {
  database: Database;
  bank: Bank;
  words: Words;
  pageWords: PageWords;
  deskWords: DeskWords;
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
  return mailFrom ?? `${site.sender.name} <${site.sender.address}>`;
}
