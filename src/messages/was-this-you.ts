import type { Message } from "#db/schema/deliveries.ts";
import { letter } from "#src/report/email/letter.ts";
import { fill } from "#src/words/phrase.ts";
import { addressed, type Letterhead } from "./letterhead.ts";

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
  const content = letter({
    site,
    subject: fill(words.subject, { site: site.name }),
    title: words.title,
    intro: words.intro,
    action: { label: words.open, url: liftUrl },
    afterwards: [fill(words.works, { hours }), words.ignore],
  });
  return addressed(head, to, content);
}
