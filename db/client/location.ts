import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

export type Mode = "embedded" | "remote";

/** Where the commands and the server find the database when the environment does not say. */
export const DEFAULT_DATABASE_URL = "file:data/plumbline.db";

/** @throws {Error} with a sentence when the URL is neither a file nor a libSQL server. */
export function modeOf(url: string): Mode {
  if (/^(https?|libsql):\/\//.test(url)) return "remote";
  if (/^file:[^?#]+$/.test(url) && !url.includes(":memory:")) return "embedded";
  throw new Error(
    `DATABASE_URL must be file:PATH, libsql://HOST, https://HOST or http://HOST, not ${JSON.stringify(url.split("?")[0])}.`,
  );
}

/** The path of a `file:` URL, relative to the working directory unless it is absolute. */
export function fileOf(url: string): string {
  return decodeURIComponent(url.replace(/^file:(\/\/(localhost)?(?=\/))?/, ""));
}

/** Only the owner may enter a folder made here: the file holds names and addresses. */
export function makeFolderFor(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
}
