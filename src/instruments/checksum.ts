import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** `content/instruments/published.json`: the checksum of each published version's folder. */
export const publishedFile = z.record(z.string().regex(/^\d+\.\d+\.\d+$/), z.string().regex(/^[0-9a-f]{64}$/));

/** SHA-256 of every file of a folder, names and bytes, in the order of their names; line ends as git keeps them. */
export function checksumOf(folder: string): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  for (const file of files) {
    const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n");
    hash.update(`${file.replaceAll("\\", "/")}\0${text}\0`);
  }
  return hash.digest("hex");
}
