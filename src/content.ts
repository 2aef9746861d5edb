import { hash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { deserialize, serialize } from "node:v8";
import { parse } from "yaml";
import type { z } from "zod";

/** Where the content of the site lies, seen from the working directory of every command. */
export const CONTENT = join(process.cwd(), "content");

/** Content that cannot be used. The message has one line a fault: file, place and what is wrong. */
export class ContentError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The content has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:\n${faults.join("\n")}`);
    this.faults = faults;
  }
}

/**
 * Reads one file after another, all of them whatever is at fault in some.
 * @throws {ContentError} with the faults of all.
 */
export function readAll<T>(reads: readonly (() => T)[]): T[] {
  const faults: string[] = [];
  const found = reads.flatMap((read) => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  });
  if (faults.length > 0) throw new ContentError(faults);
  return found;
}

function placeOf(value: unknown, path: readonly PropertyKey[]): string {
  let here = value as Record<PropertyKey, unknown> | undefined;
  const names = path.map((key) => {
    here = here?.[key] as typeof here;
    const id = typeof key === "number" ? here?.id : undefined;
    return typeof id === "string" ? id : String(key);
  });
  return names.join(" ");
}

/** What one file said. Its schema is unknown where a build has read it: the same code reads a file by the same one. */
type Read = { digest: string; schema: z.ZodType | null; data: unknown };

/** What each file said when it was read last: a build asks for the same files with every page. */
const lastRead = new Map<string, Read>();

/** Writes down what this process has read and checked so far, for a server that is built with it; see `takeRead`. */
export function keepRead(toFile: string): void {
  const kept = [...lastRead].map(([path, { digest, data }]) => [
    relative(CONTENT, path),
    { digest, schema: null, data },
  ]);
  writeFileSync(toFile, serialize(kept));
}

/** Takes what `keepRead` wrote: a file that has the same text still need not be parsed and checked again, which was half of a start. Without it all is read anew. */
export function takeRead(fromFile: string): void {
  let kept: [string, Read][] = [];
  try {
    kept = deserialize(readFileSync(fromFile));
  } catch {
    return;
  }
  for (const [path, read] of kept) lastRead.set(join(CONTENT, path), read);
}

/**
 * Reads one YAML or JSON file and parses it with its schema. While its text is the same, whoever reads it shares what it says,
 * and changes none of it.
 * @throws {ContentError} one sentence a fault, such as "items/flow.yaml: items F2 topic: must not be blank".
 */
export function readContent<T extends z.ZodType>(folder: string, file: string, schema: T): z.infer<T> {
  const path = join(folder, file);
  let digest: string;
  let raw: unknown;
  try {
    const text = readFileSync(path, "utf8");
    digest = hash("sha256", text);
    const last = lastRead.get(path);
    if (last?.digest === digest && (last.schema ?? schema) === schema) return last.data as z.infer<T>;
    raw = parse(text);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw new ContentError([`${file}: ${code === "ENOENT" ? "the file is missing." : message}`]);
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) {
    lastRead.set(path, { digest, schema, data: parsed.data });
    return parsed.data;
  }
  throw new ContentError(
    parsed.error.issues.map(
      ({ path, message }) => `${[file, placeOf(raw, path)].filter(Boolean).join(": ")}: ${message}`,
    ),
  );
}
