import { letter } from "#src/report/email/letter.ts";
import type { AccessWords } from "#src/words/access.ts";
import { fill } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

export interface SignInEmailSource {
  site: Pick<Site, "name" | "language">;
  words: AccessWords["signInMail"];
  /** Minutes for which the link works. */
  minutes: number;
  signInUrl: string;
}

/** The message with a founder's sign-in link. It says nothing that anybody typed. */
export function signInEmail({ site, words, minutes, signInUrl }: SignInEmailSource) {
  return letter({
    site,
    subject: fill(words.subject, { site: site.name }),
    title: words.title,
    intro: words.intro,
    action: { label: words.open, url: signInUrl },
    afterwards: [fill(words.once, { minutes }), words.ignore],
  });
}
