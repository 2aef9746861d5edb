import type { Message } from "#db/schema/deliveries.ts";
import { oneLine } from "#src/typed-text.ts";

const LONGEST_SUBJECT = 200;
const LONGEST_NAME = 100;

/** Text that is safe as a header's value: one line without control characters, at most `longest` code points. */
export function headerText(text: string, longest: number): string {
  const line = oneLine(text).replace(/\s+/g, " ").trim();
  const points = [...line];
  return points.length <= longest
    ? line
    : `${points
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
}

/** `"Name" <address>` for a From, To or Reply-To header, or the address alone where the name is blank. */
export function mailbox(name: string, address: string): string {
  const safeName = headerText(name, LONGEST_NAME)
    .replace(/["\\<>]/g, "")
    .trim();
  const safeAddress = oneLine(address).replaceAll(" ", "");
  return safeName ? `"${safeName}" <${safeAddress}>` : safeAddress;
}

/** The address inside a From, To or Reply-To header, lower-cased. */
export function addressIn(header: string): string {
  return (/<([^<>]*)>\s*$/.exec(header)?.[1] ?? header).trim().toLowerCase();
}

/**
 * The message as it is stored and sent: its fields and no other, headers without control characters, the subject at most
 * 200 code points long. Addresses are not cut: half an address is somebody else's.
 */
export function safeMessage(message: Message): Message {
  const { from, to, replyTo, subject, html, text, attachments, unsubscribeUrl } = message;
  const whole = (value: string) => headerText(value, Number.POSITIVE_INFINITY);
  return {
    from: whole(from),
    to: whole(to),
    replyTo: whole(replyTo),
    subject: headerText(subject, LONGEST_SUBJECT),
    html,
    text,
    ...(attachments && {
      attachments: attachments.map(({ filename, contentType, content }) => ({
        filename: headerText(filename, LONGEST_NAME),
        contentType: headerText(contentType, LONGEST_NAME),
        content,
      })),
    }),
    ...(unsubscribeUrl && { unsubscribeUrl: oneLine(unsubscribeUrl).replace(/[\s<>,]/g, "") }),
  };
}

/** The headers that let a mail program unsubscribe in one click (RFC 8058); none for a message without such an address. */
export function unsubscribeHeaders({ unsubscribeUrl }: Pick<Message, "unsubscribeUrl">): Record<string, string> {
  if (!unsubscribeUrl) return {};
  return { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}
