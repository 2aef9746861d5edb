import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Message } from "#db/delivery-schema.ts";
import type { Channel } from "./channel.ts";
import { addressIn } from "./headers.ts";

/**
 * The channel without a provider: each message is the file `<id>.eml` in a folder, which is made where it is missing. A
 * file appears whole or not at all, and the same id twice is one file. Throws the file system's errors.
 */
export function createMailbox({ folder, clock }: { folder: string; clock: () => number }): Channel<Message> {
  return {
    name: "mailbox",
    async send(id, message) {
      if (!/^[\w-]+$/.test(id)) return { status: "refused", reason: "The id is not fit for a file name." };
      const eml = await composeMessage(id, message, clock());
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(join(folder, `${id}.eml`), eml);
      return { status: "sent", providerId: null };
    },
  };
}

/** The MIME message of a delivery: text and HTML as alternatives, then its files. Equal arguments make equal bytes. */
export async function composeMessage(id: string, message: Message, now: number): Promise<Buffer> {
  const { from, to, replyTo, subject, html, text, attachments = [] } = message;
  const composer = new MailComposer({
    from,
    to,
    replyTo: replyTo || undefined,
    subject,
    html,
    text,
    attachments: attachments.map((file) => ({ ...file, encoding: "base64" })),
    messageId: `<${id}@${addressIn(from).split("@")[1] || "localhost"}>`,
    date: new Date(now),
    baseBoundary: id,
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
