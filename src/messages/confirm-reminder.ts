import type { Message } from "#db/schema/deliveries.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface ConfirmReminder {
  to: string;
  /** When the reminder would come, in milliseconds since 1970. */
  dueAt: number;
  confirmUrl: string;
  notYouUrl: string;
}

/** The mail that asks a mailbox to confirm a reminder. It says nothing that anybody typed, for it has no proof yet. */
export function composeConfirmReminder(
  { to, dueAt, confirmUrl, notYouUrl }: ConfirmReminder,
  head: Letterhead,
): Message {
  const { site } = head;
  const words = head.words.commitments.confirmMail;
  return letterTo(head, to, {
    subject: words.subject,
    title: words.title,
    intro: fill(words.intro, { site: site.name, date: longDate(dueAt, site.language) }),
    action: { label: words.open, url: confirmUrl },
    afterwards: [words.days, words.ignore],
    last: { label: words.notYou, url: notYouUrl },
  });
}
