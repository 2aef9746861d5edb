import type { Message } from "#db/schema/deliveries.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface ConfirmAgain {
  to: string;
  instrument: string;
  days: number;
  /** When the first mail would come, in milliseconds since 1970. */
  askedAgainAt: number;
  confirmUrl: string;
  notYouUrl: string;
}

/** The mail that asks a mailbox whether it wants to be asked again. It says nothing of the result, for it has no proof yet. */
export function composeConfirmAgain(mail: ConfirmAgain, head: Letterhead): Message {
  const { to, instrument, days, askedAgainAt, confirmUrl, notYouUrl } = mail;
  const { site } = head;
  const words = head.words.askAgain.confirmMail;
  const date = longDate(askedAgainAt, site.language);
  return letterTo(head, to, {
    subject: words.subject,
    title: words.title,
    intro: fill(words.intro, { site: site.name, instrument, days, date }),
    action: { label: words.open, url: confirmUrl },
    afterwards: [words.within, words.ignore],
    last: { label: words.notYou, url: notYouUrl },
  });
}
