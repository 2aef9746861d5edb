import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import PostalMime, { type Email } from "postal-mime";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import type { Server } from "./server.ts";

/** Messages by their file and its time: who waits for one looks at all that came before it again and again. */
const read = new Map<string, Promise<Email>>();

function messageIn(file: string): Promise<Email> {
  const key = `${file} ${statSync(file).mtimeMs}`;
  const message = read.get(key) ?? PostalMime.parse(readFileSync(file));
  read.set(key, message);
  return message;
}

/** Every message in the server's mailbox folder that is addressed to this mailbox. */
export async function mailTo(server: Server, address: string): Promise<Email[]> {
  const files = existsSync(server.mailbox) ? readdirSync(server.mailbox) : [];
  const messages = files.filter((name) => name.endsWith(".eml")).map((name) => messageIn(join(server.mailbox, name)));
  return (await Promise.all(messages)).filter(({ to }) => to?.some((one) => one.address === address));
}

/** The one message that this mailbox was sent, once it is there. */
export async function theMailTo(
  server: Server,
  address: string,
): Promise<{ text: string; html: string; email: Email }> {
  await expect.poll(async () => (await mailTo(server, address)).length, { timeout: WAIT_LIMIT }).toBe(1);
  const [email] = await mailTo(server, address);
  if (!email?.text || !email.html) throw new Error(`The message to ${address} has no text or no HTML part.`);
  return { text: email.text, html: email.html, email };
}
