import type { Message } from "#db/schema/deliveries.ts";
import { LATER_DAYS } from "#src/progress/check-ins/rules.ts";
import { counted } from "#src/words/numbers.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface CheckIn {
  to: string;
  /** The start of the day that it is for, in milliseconds since 1970. */
  dueAt: number;
  /** In the words of the report that offered them. */
  fixes: readonly { title: string; proof: string; doneUrl: string; laterUrl: string }[];
  /** Stops all of them in one click (RFC 8058). */
  stopUrl: string;
}

/** Asks a mailbox that confirmed it whether the fixes it picked for a date are done. */
export function composeCheckIn({ to, dueAt, fixes, stopUrl }: CheckIn, head: Letterhead): Message {
  const { site } = head;
  const words = head.words.checkIns.mail;
  const date = longDate(dueAt, site.language);
  const letter = letterTo(head, to, {
    subject: counted(words.subject, fixes.length),
    title: words.title,
    intro: counted(words.intro, fixes.length, { date }),
    parts: fixes.map(({ title, proof, doneUrl, laterUrl }) => ({
      facts: [
        { name: words.fix, value: title },
        { name: words.proof, value: proof },
      ],
      actions: [
        { label: words.done, url: doneUrl },
        { label: fill(words.later, { days: LATER_DAYS }), url: laterUrl },
      ],
    })),
    afterwards: [words.page],
    last: { label: words.stop, url: stopUrl },
  });
  return { ...letter, unsubscribeUrl: stopUrl };
}
