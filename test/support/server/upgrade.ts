import { copyFileSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoredResult } from "#src/scoring/result.ts";
import { ROOT } from "#test/support/root.ts";
import { type Server, startServer } from "./server.ts";

const FOLDER = join(ROOT, "test/fixtures/upgrade-1.0.0");
const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), "utf8"));

interface Links {
  now: number;
  secret: string;
  session: string;
  references: string[];
  attempts: Record<
    "retakeUnderWay" | "snapshotUnderWay" | "diagnosticUnderWay" | "diagnosticCarried" | "diagnosticAllAnswered",
    string
  >;
  seats: Record<"founder" | "done" | "half" | "whole" | "wholeAttempt" | "fresh" | "invite", string>;
  /** Public reference by reference. */
  shares: Record<string, string>;
}

/** What one result was when the database was made; `printed` holds strings that its page said, in any nesting. */
interface Figures {
  json: StoredResult & { revision: number };
  printed: { cost: unknown; [part: string]: unknown };
}

/** The references of the old database and what its results were, see test/fixtures/upgrade-1.0.0/README.md. */
export const links: Links = read("links.json");
export const figures: Record<string, Figures> = read("figures.json");

/** A server on a copy of the old database, at the time that it was left at. `root` is where the project lies. */
export function startOnOldDatabase(root?: string): Promise<Server> {
  const file = join(mkdtempSync(join(tmpdir(), "plumbline-old-")), "plumbline.db");
  copyFileSync(join(FOLDER, "plumbline.db"), file);
  return startServer({ DATABASE_URL: `file:${file}`, SECRET: links.secret, CLOCK_AT: String(links.now) }, root);
}

/** Every string of a value, however deep. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return value ? [value] : [];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(stringsIn) : [];
}

const ENTITIES: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

/** The text of a page without a space and with straight quotes, so that only what it says is compared. */
export function textOf(html: string): string {
  const text = html.replace(/<(script|style)[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " ");
  return run(text.replace(/&(lt|gt|quot|#34|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity));
}

export function run(text: string): string {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\s\u00a0]+/g, "");
}
