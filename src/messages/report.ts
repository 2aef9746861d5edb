import type { Message, MessageFile } from "#db/schema/deliveries.ts";
import { reportEmail } from "#src/report/email/email.ts";
import type { Report } from "#src/report/report.ts";
import { addressed, type Letterhead } from "./letterhead.ts";

export interface ReportMail {
  to: string;
  report: Report;
  resultUrl: string;
  /** Null where the site offers no call. */
  callUrl: string | null;
  notYouUrl: string;
  /** Whether unknown answers may be given no more. */
  isLate: boolean;
  /** The report as a PDF; null where the site sends none, or none could be made. */
  file: MessageFile | null;
}

/** The mail with a result, to whoever asked for it. */
export function composeReport(
  { to, report, resultUrl, callUrl, notYouUrl, isLate, file }: ReportMail,
  head: Letterhead,
): Message {
  const { site, words } = head;
  const content = reportEmail({ report, words: words.pages, site, resultUrl, callUrl, notYouUrl, isLate });
  return { ...addressed(head, to, content), ...(file && { attachments: [file] }) };
}
