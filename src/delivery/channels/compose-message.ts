import type { Message } from "#db/schema/deliveries.ts";
import { addressIn, unsubscribeHeaders } from "#src/messages/headers.ts";

/** The MIME message of a delivery: text and HTML as alternatives, then its files. Equal arguments make equal bytes. */
export async function composeMessage(id: string, message: Message, now: number): Promise<Buffer> {
  const { from, to, replyTo, subject, html, text, attachments = [] } = message;
  // Loaded with the first message, so that a server starts without it.
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const composer = new MailComposer({
    from,
    to,
    replyTo: replyTo || undefined,
    subject,
    html,
    text,
    attachments: attachments.map((file) => ({ ...file, encoding: "base64" })),
    // Prepared, so that a long address stays on one line.
    headers: Object.fromEntries(
      Object.entries(unsubscribeHeaders(message)).map(([name, value]) => [name, { prepared: true, value }]),
    ),
    messageId: `<${id}@${addressIn(from).split("@")[1] || "localhost"}>`,
    date: new Date(now),
    baseBoundary: id,
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
