import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";

const LEAST_CHARACTERS = 32;

/** A kept secret that is too short to sign with. */
export class SecretError extends Error {}

/**
 * The secret that signs forms and keys hashes: the one given, else the one kept in `file`, which is made once (32
 * random bytes, base64url, readable by its owner only). Processes that start together agree on one.
 * @throws {SecretError} when the file holds less than 32 characters.
 */
export async function readSecret(given: string | undefined, file = "data/secret"): Promise<string> {
  if (given) return given;
  const kept = (await readIfThere(file)) ?? (await make(file));
  if (kept.length >= LEAST_CHARACTERS) return kept;
  const message = `${file} holds fewer than ${LEAST_CHARACTERS} characters. Restore it from a backup, or remove it to make a new one.`;
  throw new SecretError(message);
}

/** A hard link appears whole or not at all and never replaces another's file, so every reader sees the first secret. */
async function make(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(`${randomBytes(32).toString("base64url")}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(file, "utf8")).trim();
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
