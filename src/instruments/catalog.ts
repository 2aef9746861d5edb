import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { frozenFaults, publishedFile } from "./checksum.ts";
import { type Bank, bankFile, itemsFile } from "./instrument.ts";
import { lintBank } from "./lint.ts";
import { LAYER_IDS } from "./names.ts";

/** Where the content of the site lies, seen from the working directory of every command. */
export const CONTENT = join(process.cwd(), "content");

/** Content that cannot be used. The message has one line a fault: file, place and what is wrong. */
export class ContentError extends Error {
  readonly code = "CONTENT";
  constructor(faults: readonly string[]) {
    super(`The content has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:\n${faults.join("\n")}`);
  }
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

/**
 * Reads one YAML or JSON file and parses it with its schema.
 * @throws {ContentError} one sentence a fault, such as "items/flow.yaml: items F2 topic: must not be blank".
 */
export function readContent<T extends z.ZodType>(folder: string, file: string, schema: T): z.infer<T> {
  let raw: unknown;
  try {
    raw = parse(readFileSync(join(folder, file), "utf8"));
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw new ContentError([`${file}: ${code === "ENOENT" ? "the file is missing." : message}`]);
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new ContentError(
    parsed.error.issues.map(
      ({ path, message }) => `${[file, placeOf(raw, path)].filter(Boolean).join(": ")}: ${message}`,
    ),
  );
}

/** The bank as its files say, parsed and linted, whether or not its version is published. */
export function readBank(folder: string): Bank {
  const bank = readContent(folder, "bank.yaml", bankFile);
  const items = LAYER_IDS.flatMap((layer) => {
    const file = readContent(folder, `items/${layer}.yaml`, itemsFile);
    if (file.layer !== layer)
      throw new ContentError([`items/${layer}.yaml: says it is the file of layer ${file.layer}.`]);
    return file.items.map((item) => ({ ...item, layer }));
  });
  const faults = lintBank({ ...bank, items });
  if (faults.length > 0) throw new ContentError(faults);
  return { ...bank, items };
}

/**
 * The published bank that instruments, scoring and reports run on. Read once at start.
 * @throws {ContentError} when a file does not parse, does not lint, or differs from what was published.
 */
export function loadBank(folder = join(CONTENT, "instruments")): Bank {
  const bank = readBank(folder);
  const faults = frozenFaults(bank, readContent(folder, "published.json", publishedFile));
  if (faults.length > 0) throw new ContentError(faults);
  return bank;
}
