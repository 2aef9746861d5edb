import type { Message } from "#db/schema/deliveries.ts";
import { fill } from "#src/words/phrase.ts";
import { mailbox } from "./headers.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";

export interface Inquiry {
  /** An address of staff; null for the first of the site. */
  to: string | null;
  inquiry: { address: string; name: string | null; firm: string | null; message: string };
  deskUrl: string;
}

/** The mail that tells staff of an inquiry. It goes to the consultancy only, so it may carry what was typed. A reply goes to whoever wrote. */
export function composeInquiry({ to, inquiry, deskUrl }: Inquiry, head: Letterhead): Message {
  const { address, name, firm, message } = inquiry;
  const { site } = head;
  const words = head.words.sitePages.inquiryMail;
  const given = [name && fill(words.name, { name }), firm && fill(words.firm, { firm })].filter(Boolean);
  const letter = letterTo(head, to ?? site.staffAddress, {
    subject: fill(words.subject, { address }),
    title: words.title,
    intro: [fill(words.intro, { address }), ...given].join(" "),
    quote: { what: words.message, words: message },
    action: { label: words.open, url: deskUrl },
    afterwards: [fill(words.reply, { address })],
  });
  return { ...letter, replyTo: mailbox(name ?? "", address) };
}
