import { letter } from "#src/report/email/letter.ts";
import type { CommitmentWords } from "#src/words/commitments.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

export interface ReminderSource {
  site: Pick<Site, "name" | "language">;
  words: CommitmentWords["mail"];
  /** Names of the layer and the instrument as visitors know them. */
  layer: string;
  instrument: string;
  /** In the founder's own words. */
  condition: string;
  madeAt: number;
  dueAt: number;
  retakeUrl: string;
  stopUrl: string;
}

/** The one reminder of a commitment, to a mailbox that confirmed it. */
export function reminderEmail(source: ReminderSource) {
  const { site, words, layer, instrument, condition, madeAt, dueAt, retakeUrl, stopUrl } = source;
  const date = (at: number) => longDate(at, site.language);
  return letter({
    site,
    subject: fill(words.subject, { layer }),
    title: words.title,
    intro: fill(words.intro, { made: date(madeAt), layer, date: date(dueAt), instrument }),
    quote: { what: words.quote, words: condition },
    action: { label: fill(words.open, { instrument }), url: retakeUrl },
    afterwards: [words.once],
    last: { label: words.stop, url: stopUrl },
  });
}
