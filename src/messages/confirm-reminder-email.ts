import { letter } from "#src/report/email/letter.ts";
import type { CommitmentWords } from "#src/words/commitments.ts";
import { fill, longDate } from "#src/words/phrase.ts";
import type { Site } from "#src/words/site.ts";

export interface ConfirmReminderSource {
  site: Pick<Site, "name" | "language">;
  words: CommitmentWords["confirmMail"];
  dueAt: number;
  confirmUrl: string;
  notYouUrl: string;
}

/** The message that asks a mailbox to confirm a reminder. It says nothing that anybody typed. */
export function confirmReminderEmail({ site, words, dueAt, confirmUrl, notYouUrl }: ConfirmReminderSource) {
  return letter({
    site,
    subject: words.subject,
    title: words.title,
    intro: fill(words.intro, { site: site.name, date: longDate(dueAt, site.language) }),
    action: { label: words.open, url: confirmUrl },
    afterwards: [words.days, words.ignore],
    last: { label: words.notYou, url: notYouUrl },
  });
}
