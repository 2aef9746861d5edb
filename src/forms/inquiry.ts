import type { Inquiry } from "#src/leads/capture/inquire.ts";
import { inquiryText, LONGEST_INQUIRY } from "#src/leads/capture/inquiry-text.ts";
import { remark } from "#src/typed-text.ts";
import { fill } from "#src/words/phrase.ts";
import type { SitePageWords } from "#src/words/site-pages.ts";
import { type Refusal, readAsk } from "./ask.ts";
import type { FormTimes } from "./form-time.ts";

/** What the contact form said, or why it is shown again, filled in. A filled honeypot is answered like a success. */
export function readInquiry(
  values: Readonly<Record<string, string>>,
  times: FormTimes,
  words: SitePageWords["contact"],
  contact: { email: string },
): { silent: boolean; inquiry: Omit<Inquiry, "clientHash"> } | Refusal {
  const asked = readAsk(values, times, words);
  if ("sentence" in asked) return asked;
  const message = inquiryText.safeParse(values.message ?? "");
  if (!message.success) {
    const count = (values.message ?? "").replaceAll("\r", "").length;
    const long = { ...contact, count, most: LONGEST_INQUIRY };
    return { status: 422, sentence: count > LONGEST_INQUIRY ? fill(words.longMessage, long) : words.noMessage };
  }
  const { address, silent } = asked;
  const [name, firm] = [remark.parse(values.name ?? ""), remark.parse(values.firm ?? "")];
  return { silent, inquiry: { address, name, firm, message: message.data } };
}
