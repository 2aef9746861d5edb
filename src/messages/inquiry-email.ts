import { letter } from "#src/report/email/letter.ts";
import { fill } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";
import type { SitePageWords } from "#src/words/site-pages.ts";

export interface InquiryEmailSource {
  site: Pick<Site, "name" | "language">;
  words: SitePageWords["inquiryMail"];
  inquiry: { address: string; name: string | null; firm: string | null; message: string };
  deskUrl: string;
}

/** The message that tells staff of an inquiry. It goes to the consultancy only, so it may carry what was typed. */
export function inquiryEmail({ site, words, inquiry, deskUrl }: InquiryEmailSource) {
  const { address, name, firm, message } = inquiry;
  const given = [name && fill(words.name, { name }), firm && fill(words.firm, { firm })].filter(Boolean);
  return letter({
    site,
    subject: fill(words.subject, { address }),
    title: words.title,
    intro: [fill(words.intro, { address }), ...given].join(" "),
    quote: { what: words.message, words: message },
    action: { label: words.open, url: deskUrl },
    afterwards: [fill(words.reply, { address })],
  });
}
