import type { Message } from "#db/schema/deliveries.ts";
import { letter } from "#src/report/email/letter.ts";
import { fill } from "#src/words/phrase.ts";
import { addressed, type Letterhead } from "./letterhead.ts";

export interface SignIn {
  to: string;
  /** Minutes for which the link works. */
  minutes: number;
  signInUrl: string;
}

/** The mail with a founder's sign-in link. It says nothing that anybody typed. */
export function composeSignIn({ to, minutes, signInUrl }: SignIn, head: Letterhead): Message {
  const { site } = head;
  const words = head.words.access.signInMail;
  const content = letter({
    site,
    subject: fill(words.subject, { site: site.name }),
    title: words.title,
    intro: words.intro,
    action: { label: words.open, url: signInUrl },
    afterwards: [fill(words.once, { minutes }), words.ignore],
  });
  return addressed(head, to, content);
}
