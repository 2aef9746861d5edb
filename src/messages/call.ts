import type { Message } from "#db/schema/deliveries.ts";
import { mailtoOf, writtenAddress } from "#src/address.ts";
import type { Report } from "#src/report/report.ts";
import { telephoneUrl } from "#src/telephone.ts";
import { fill } from "#src/words/phrase.ts";
import { type Letterhead, letterTo } from "./letterhead.ts";
import { theirResult } from "./their-result.ts";

export interface Call {
  /** An address of staff. */
  to: string;
  report: Pick<Report, "instrument" | "overall" | "verdict" | "dominant">;
  address: string;
  name: string | null;
  firm: string | null;
  phone: string | null;
  /** What the caller wrote about when. */
  when: string | null;
  leadUrl: string;
  resultUrl: string;
}

/** The mail that tells staff of a call request: who, how to reach them and when. It goes to the consultancy only, so it may carry what was typed. A reply goes to the caller. */
export function composeCall(call: Call, head: Letterhead): Message {
  const { to, report, address, name, firm, phone, when, leadUrl, resultUrl } = call;
  const words = head.words.pages.callMail;
  const { score, band } = report.overall;
  const who = [name, firm].filter(Boolean).join(", ") || writtenAddress(address);
  const fact = (name: string, value: string | null, url?: string) =>
    value ? [{ name, value, ...(url && { url }) }] : [];
  const letter = letterTo(head, to, {
    subject: fill(words.subject, { who, instrument: report.instrument, score, band }),
    title: fill(words.title, { who }),
    intro: theirResult(report, head.words.desk),
    facts: [
      ...fact(words.when, when),
      ...fact(words.phone, phone, phone ? telephoneUrl(phone) : undefined),
      ...fact(words.address, writtenAddress(address), mailtoOf(address)),
      ...fact(words.name, name),
      ...fact(words.firm, firm),
    ],
    action: { label: words.open, url: leadUrl },
    afterwards: [],
    last: { label: words.result, url: resultUrl },
  });
  return { ...letter, replyTo: address };
}
