import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { ContentError } from "#src/content.ts";

const PARTS = /^---\n(.*?)\n---\n(.*)$/s;

/**
 * One Markdown file: its head parsed by a schema, its body as it stands.
 * @throws {ContentError} with one sentence a fault, each naming the file.
 */
export function readMarkdown<T extends z.ZodType>(folder: string, file: string, schema: T) {
  const [, head, body] = PARTS.exec(readFileSync(join(folder, file), "utf8")) ?? [];
  if (head === undefined || body === undefined) throw new ContentError([`${file}: has no head between two ---.`]);
  let raw: unknown;
  try {
    raw = parse(head);
  } catch (error) {
    throw new ContentError([`${file}: ${(error as Error).message}`]);
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { head: parsed.data as z.infer<T>, body: body.trim() };
  throw new ContentError(parsed.error.issues.map(({ path, message }) => `${file}: ${path.join(" ")}: ${message}`));
}
