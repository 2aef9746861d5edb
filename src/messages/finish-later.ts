import type { Message } from "#db/schema/deliveries.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface FinishLater {
  to: string;
  /** The instrument's name. */
  instrument: string;
  /** When the attempt is erased, in milliseconds since 1970. */
  keptUntil: number;
  attemptUrl: string;
}

/** The mail with the link to an attempt that is not finished. It says nothing that anybody typed or answered. */
export function composeFinishLater({ to, instrument, keptUntil, attemptUrl }: FinishLater, head: Letterhead): Message {
  const { site } = head;
  const words = head.words.access.laterMail;
  return letterTo(head, to, {
    subject: fill(words.subject, { instrument }),
    title: fill(words.title, { instrument }),
    intro: fill(words.intro, { instrument }),
    action: { label: fill(words.open, { instrument }), url: attemptUrl },
    afterwards: [fill(words.kept, { date: longDate(keptUntil, site.language) }), words.ignore],
  });
}
