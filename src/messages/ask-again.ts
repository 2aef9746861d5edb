import type { Message } from "#db/schema/deliveries.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface AskAgain {
  to: string;
  days: number;
  /** The last reading: when it was taken and what it was called then. */
  readAt: number;
  taken: string;
  /** What is taken again, as it is called now. */
  instrument: string;
  /** Which layer the reading named, in the sentence of its report. */
  headline: string;
  /** What stood first among its fixes; null where none did. */
  firstFix: string | null;
  retakeUrl: string;
  /** Stops it in one click (RFC 8058). */
  stopUrl: string;
}

/** Asks a mailbox that confirmed it to read again. */
export function composeAskAgain(mail: AskAgain, head: Letterhead): Message {
  const { to, days, readAt, taken, instrument, headline, firstFix, retakeUrl, stopUrl } = mail;
  const { site } = head;
  const words = head.words.askAgain.mail;
  const values = { instrument: taken, date: longDate(readAt, site.language), days };
  const fix = firstFix === null ? [] : [{ name: words.firstFix, value: firstFix }];
  const letter = letterTo(head, to, {
    subject: fill(words.subject, values),
    title: words.title,
    intro: fill(words.intro, values),
    facts: [{ name: words.headline, value: headline }, ...fix],
    action: { label: fill(words.open, { instrument }), url: retakeUrl },
    afterwards: [words.blank, fill(words.next, values)],
    last: { label: words.stop, url: stopUrl },
  });
  return { ...letter, unsubscribeUrl: stopUrl };
}
