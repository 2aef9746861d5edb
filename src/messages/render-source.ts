import type { Database } from "#db/client/client.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import type { Pdfs } from "#src/report/pdf/cache.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import { mailbox } from "./headers.ts";

/** What messages are made from. */
export interface RenderSource {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  bank: Bank;
  words: Words;
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
