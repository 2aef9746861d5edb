import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Message } from "#db/schema/deliveries.ts";
import { HOUR } from "#src/time.ts";
import type { Channel } from "./channel.ts";
import { composeMessage } from "./compose-message.ts";

const SAFE_ID = /^[\w-]+$/;
/** A message of ours, or the draft of one; anything else that lies in the folder is not ours to remove. */
const MESSAGE = /^([\w-]{22,}|[0-9a-f]{32})\.eml$/;
const DRAFT = /^[\w-]{22,}\.eml\.[0-9a-f-]{36}\.tmp$/;

/**
 * The channel without a provider: each message is the file `<id>.eml` in a folder, which is made where it is missing. A
 * file appears whole or not at all, and the same id twice is one file. Throws the file system's errors.
 */
export function createMailbox({ folder, clock }: { folder: string; clock: () => number }): Channel<Message> {
  return {
    name: "mailbox",
    async send(id, message) {
      if (!SAFE_ID.test(id)) return { status: "refused", reason: "The id is not fit for a file name." };
      const eml = await composeMessage(id, message, clock());
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(join(folder, `${id}.eml`), eml);
      return { status: "sent", providerId: null };
    },
    async forget(ids) {
      for (const id of ids) if (SAFE_ID.test(id)) await rm(join(folder, `${id}.eml`), { force: true });
    },
    async kept() {
      const names = await namesIn(folder);
      for (const name of names.filter((one) => DRAFT.test(one))) await dropOldDraft(join(folder, name), clock());
      return names.flatMap((name) => MESSAGE.exec(name)?.[1] ?? []);
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return [];
    throw error;
  }
}

/** A draft that is an hour old was left behind by a process that died while it wrote. */
async function dropOldDraft(file: string, now: number): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found && now - found.mtimeMs > HOUR) await rm(file, { force: true });
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
