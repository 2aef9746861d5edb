import type { Message } from "#db/schema/deliveries.ts";
import { type Letter, letter } from "#src/report/email/letter.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";

/** What every mail is written on: the From header, whose site it comes from, and all words. */
export interface Letterhead {
  from: string;
  site: Site;
  words: Words;
}

/** A mail from the site to one mailbox. A reply goes to the site's address, unless the mail says otherwise. */
export function addressed(
  { from, site }: Pick<Letterhead, "from" | "site">,
  to: string,
  content: Pick<Message, "subject" | "html" | "text">,
): Message {
  return { from, to, replyTo: site.sender.replyTo, ...content };
}

/** A short letter of the site to one mailbox. */
export function letterTo(head: Letterhead, to: string, content: Omit<Letter, "site">): Message {
  return addressed(head, to, letter({ site: head.site, ...content }));
}
