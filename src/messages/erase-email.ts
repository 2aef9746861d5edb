import { letter } from "#src/report/email/letter.ts";
import type { OwnDataWords } from "#src/words/own-data.ts";
import { fill } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

export interface EraseEmailSource {
  site: Pick<Site, "name" | "language">;
  words: OwnDataWords["mail"];
  /** Hours for which the link works. */
  hours: number;
  eraseUrl: string;
}

/** The message that confirms an erasure. It says nothing that anybody typed. */
export function eraseEmail({ site, words, hours, eraseUrl }: EraseEmailSource) {
  return letter({
    site,
    subject: fill(words.subject, { site: site.name }),
    title: words.title,
    intro: words.intro,
    action: { label: words.open, url: eraseUrl },
    afterwards: [fill(words.works, { hours }), words.ignore],
  });
}
