import type { Message } from "#db/schema/deliveries.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface Reminder {
  to: string;
  /** Names of the layer and the instrument as visitors know them. */
  layer: string;
  instrument: string;
  /** In the founder's own words. */
  condition: string;
  madeAt: number;
  dueAt: number;
  retakeUrl: string;
  /** Stops it in one click (RFC 8058). */
  stopUrl: string;
}

/** The one reminder of a commitment, to a mailbox that confirmed it. */
export function composeReminder(reminder: Reminder, head: Letterhead): Message {
  const { to, layer, instrument, condition, madeAt, dueAt, retakeUrl, stopUrl } = reminder;
  const { site } = head;
  const words = head.words.commitments.mail;
  const date = (at: number) => longDate(at, site.language);
  const letter = letterTo(head, to, {
    subject: fill(words.subject, { layer }),
    title: words.title,
    intro: fill(words.intro, { made: date(madeAt), layer, date: date(dueAt), instrument }),
    quote: { what: words.quote, words: condition },
    action: { label: fill(words.open, { instrument }), url: retakeUrl },
    afterwards: [words.once],
    last: { label: words.stop, url: stopUrl },
  });
  return { ...letter, unsubscribeUrl: stopUrl };
}
