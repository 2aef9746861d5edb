import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** One migration as the journal of a folder names it; `when` (milliseconds since 1970) tells it from every other. */
export interface Migration {
  tag: string;
  when: number;
}

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

/** The migrations of drizzle-kit's output folder, oldest first. */
export function migrationsIn(folder: string): Migration[] {
  return journal.parse(JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8"))).entries;
}

export const namesOf = (migrations: readonly Migration[]) => migrations.map(({ tag }) => tag);
