import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Decrypter, Encrypter } from "age-encryption";

/** As the library knows it; Node has a type of its own for the same thing. */
type Bytes = globalThis.ReadableStream<Uint8Array>;

const bytesOf = (file: string) => Readable.toWeb(createReadStream(file)) as Bytes;

const write = (stream: Bytes, file: string) =>
  pipeline(
    Readable.fromWeb(stream as ReadableStream),
    createWriteStream(file, { mode: 0o600, flags: "wx", flush: true }),
  );

/** @throws {Error} where it is no public key of age. */
export function checkPublicKey(publicKey: string): void {
  new Encrypter().addRecipient(publicKey);
}

/** Writes a file to a new one that only the holder of the private key can read, in the format of age (C2SP). */
export async function encryptFile(from: string, to: string, publicKey: string): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(publicKey);
  await write(await encrypter.encrypt(bytesOf(from)), to);
}

/**
 * Writes what an encrypted file holds to a new one.
 *
 * @param keyFile as `age-keygen` writes it: lines that begin with `#` say nothing.
 * @throws {Error} where the key does not fit or the file was changed.
 */
export async function decryptFile(from: string, to: string, keyFile: string): Promise<void> {
  const decrypter = new Decrypter();
  for (const line of readFileSync(keyFile, "utf8")
    .split("\n")
    .map((one) => one.trim()))
    if (line !== "" && !line.startsWith("#")) decrypter.addIdentity(line);
  await write(await decrypter.decrypt(bytesOf(from)), to);
}
