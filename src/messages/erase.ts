import type { Message } from "#db/schema/deliveries.ts";
import { fill } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface Erase {
  to: string;
  /** Hours for which the link works. */
  hours: number;
  eraseUrl: string;
}

/** The mail that confirms an erasure. It says nothing that anybody typed. */
export function composeErase({ to, hours, eraseUrl }: Erase, head: Letterhead): Message {
  const { site } = head;
  const words = head.words.ownData.mail;
  return letterTo(head, to, {
    subject: fill(words.subject, { site: site.name }),
    title: words.title,
    intro: words.intro,
    action: { label: words.open, url: eraseUrl },
    afterwards: [fill(words.works, { hours }), words.ignore],
  });
}
