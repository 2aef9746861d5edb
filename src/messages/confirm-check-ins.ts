import type { Message } from "#db/schema/deliveries.ts";
import { counted } from "#src/words/numbers.ts";
import { longDate } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface ConfirmCheckIns {
  to: string;
  /** On how many days a mail would come, and the first of them (milliseconds since 1970). */
  dates: number;
  firstAt: number;
  confirmUrl: string;
  notYouUrl: string;
}

/** The mail that asks a mailbox whether it wants check-ins. It says nothing of the result, for it has no proof yet. */
export function composeConfirmCheckIns(mail: ConfirmCheckIns, head: Letterhead): Message {
  const { to, dates, firstAt, confirmUrl, notYouUrl } = mail;
  const { site } = head;
  const words = head.words.checkIns.confirmMail;
  return letterTo(head, to, {
    subject: words.subject,
    title: words.title,
    intro: counted(words.intro, dates, { site: site.name, date: longDate(firstAt, site.language) }),
    action: { label: words.open, url: confirmUrl },
    afterwards: [words.within, words.ignore],
    last: { label: words.notYou, url: notYouUrl },
  });
}
