import type { Message } from "#db/schema/deliveries.ts";
import { letter } from "#src/report/email/letter.ts";
import type { Report } from "#src/report/report.ts";
import { fill } from "#src/words/phrase.ts";
import { addressed, type Letterhead } from "./letterhead.ts";

export interface Call {
  /** An address of staff. */
  to: string;
  report: Report;
  address: string;
  phone: string | null;
  /** What the caller wrote about when. */
  when: string | null;
  resultUrl: string;
}

/** The mail that tells staff of a call request. It goes to the consultancy only, so it may carry what was typed. A reply goes to the caller. */
export function composeCall({ to, report, address, phone, when, resultUrl }: Call, head: Letterhead): Message {
  const words = head.words.pages.callMail;
  const { score, band } = report.overall;
  const content = letter({
    site: head.site,
    subject: fill(words.subject, { instrument: report.instrument, score, band }),
    title: fill(words.intro, { address }),
    intro: `${report.verdict.title} ${report.dominant.headline}`,
    action: { label: words.open, url: resultUrl },
    afterwards: [...(when ? [fill(words.when, { when })] : []), ...(phone ? [fill(words.phone, { phone })] : [])],
  });
  return { ...addressed(head, to, content), replyTo: address };
}
