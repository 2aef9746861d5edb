import type { Message } from "#db/schema/deliveries.ts";
import { fill } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

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
  return letterTo(head, to, {
    subject: fill(words.subject, { site: site.name }),
    title: words.title,
    intro: words.intro,
    action: { label: words.open, url: signInUrl },
    afterwards: [fill(words.once, { minutes }), words.ignore],
  });
}
