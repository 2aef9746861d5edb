import type { Message } from "#db/schema/deliveries.ts";
import { counted } from "#src/words/numbers.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface ColleagueAnswered {
  to: string;
  /** How many questions were closed; 0 where each was "Not sure" or had been closed before. */
  closed: number;
  instrument: string;
  completedAt: number;
  resultUrl: string;
}

/** Tells the founder that a link to open questions was used. It names no question and no answer. */
export function composeColleagueAnswered(mail: ColleagueAnswered, head: Letterhead): Message {
  const { to, closed, instrument, completedAt, resultUrl } = mail;
  const { site } = head;
  const words = head.words.blindSpots.mail;
  const values = { instrument, date: longDate(completedAt, site.language) };
  return letterTo(head, to, {
    subject: words.subject,
    title: closed === 0 ? words.titleNone : counted(words.title, closed),
    intro: closed === 0 ? fill(words.introNone, values) : counted(words.intro, closed, values),
    action: { label: words.open, url: resultUrl },
    afterwards: [words.anyone, words.why],
  });
}
