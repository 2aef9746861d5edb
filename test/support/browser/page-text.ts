import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { ROOT } from "#test/support/root.ts";
import type { Server } from "#test/support/server/server.ts";

const CLIENT = join(ROOT, "dist/client");

/** Every page that was made at build time, by its path; templates and error pages are none. */
export const BUILT = readdirSync(CLIENT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
  .map(({ parentPath, name }) => join(parentPath, name).slice(CLIENT.length))
  .map((file) => file.replace(/\/?index\.html$/, "").replace(/\.html$/, "") || "/")
  .filter((path) => !/^\/(problem|404)/.test(path));

/** The HTML at a path that answers with 200. */
export async function textAt(server: Server, path: string): Promise<string> {
  const answer = await fetch(server.url + path);
  expect(answer.status, path).toBe(200);
  return answer.text();
}

export const decoded = (text: string) =>
  text.replaceAll("&amp;", "&").replaceAll("&#38;", "&").replaceAll("&quot;", '"');

/** What a pattern's group finds in HTML, wherever it fits. */
export const all = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, found = ""]) => decoded(found));
