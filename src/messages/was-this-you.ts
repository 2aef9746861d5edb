import type { Message } from "#db/schema/deliveries.ts";
import { fill } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface WasThisYou {
  to: string;
  /** Hours for which the link works. */
  hours: number;
  liftUrl: string;
}

/** The mail that asks before any other comes. It says nothing that anybody typed, and not what was asked for. */
export function composeWasThisYou({ to, hours, liftUrl }: WasThisYou, head: Letterhead): Message {
  const { site } = head;
  const words = head.words.access.wasThisYouMail;
  return letterTo(head, to, {
    subject: fill(words.subject, { site: site.name }),
    title: words.title,
    intro: words.intro,
    action: { label: words.open, url: liftUrl },
    afterwards: [fill(words.works, { hours }), words.ignore],
  });
}
