import { letter } from "#src/report/email/letter.ts";
import type { AccessWords } from "#src/words/access.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

export interface FinishLaterEmailSource {
  site: Pick<Site, "name" | "language">;
  words: AccessWords["laterMail"];
  /** The instrument's name. */
  instrument: string;
  /** When the attempt is erased, in milliseconds since 1970. */
  keptUntil: number;
  attemptUrl: string;
}

/** The message with the link to an attempt that is not finished. It says nothing that anybody typed or answered. */
export function finishLaterEmail({ site, words, instrument, keptUntil, attemptUrl }: FinishLaterEmailSource) {
  return letter({
    site,
    subject: fill(words.subject, { instrument }),
    title: fill(words.title, { instrument }),
    intro: fill(words.intro, { instrument }),
    action: { label: fill(words.open, { instrument }), url: attemptUrl },
    afterwards: [fill(words.kept, { date: longDate(keptUntil, site.language) }), words.ignore],
  });
}
