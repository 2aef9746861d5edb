import type { AccessWords } from "./access-words.ts";
import { letter } from "./email-letter.ts";
import { fill } from "./phrase.ts";
import type { Site } from "./site.ts";

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
