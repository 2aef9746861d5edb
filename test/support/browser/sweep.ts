import { readdirSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { ROOT } from "#test/support/root.ts";
import type { Server } from "#test/support/server/server.ts";

const PAGES = join(ROOT, "src/pages");
/** In the form of a reference and of a token, and neither. */
const UNKNOWN = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq";

/** Every route below a folder of pages, as its files say, with an address of it. */
export function routesUnder(folder: string): { file: string; route: string; address: string }[] {
  return readdirSync(join(PAGES, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      const route = file
        .slice(PAGES.length)
        .replace(/\.(astro|ts)$/, "")
        .replace(/\/index$/, "");
      return { file, route, address: route.replace(/\[\w+\]/g, UNKNOWN) };
    });
}

/** The same address in other clothes, some of which are no address at all. */
export function variants(path: string): string[] {
  const last = path.slice(1).replaceAll("/", "\\");
  const code = (place: number) => path.charCodeAt(place).toString(16);
  const swapped = (place: number, by: string) => path.slice(0, place) + by + path.slice(place + 1);
  const letter = path.lastIndexOf("/") + 1;
  return [
    path,
    `${path}/`,
    `${path}?next=//e`,
    swapped(letter, `%${code(letter)}`),
    swapped(1, `%${code(1)}`),
    swapped(letter, `%25${code(letter)}`),
    swapped(letter - 1, "%2f"),
    swapped(letter - 1, "//"),
    swapped(letter - 1, "/./"),
    swapped(letter - 1, "/x/../"),
    `/${path}`,
    `/x/..${path}`,
    `/.${path}`,
    `${path}/.`,
    `${path}/x/..`,
    `\\${last}`,
    `${path}%00`,
    `${path}%20`,
    `${path};x=1`,
    `${path}.html`,
    `${path}/index.html`,
    `${path}#x`,
    path.toUpperCase(),
    swapped(1, path.charAt(1).toUpperCase()),
  ];
}

export interface Raw {
  status: number;
  body: string;
  location: string | undefined;
}

/**
 * Asks for an address exactly as it is written, with no client that would mend it, on a connection of its own: one that is
 * kept may be closed as idle by the server while the next request is on its way.
 */
export function askRaw(server: Server, path: string, method: string, cookie?: string): Promise<Raw> {
  const headers = {
    host: `localhost:${server.port}`,
    "sec-fetch-site": "same-origin",
    ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
    ...(cookie !== undefined && { cookie }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port: server.port, path, method, headers, agent: false },
      async (answer: IncomingMessage) =>
        resolve({ status: answer.statusCode ?? 0, body: await text(answer), location: answer.headers.location }),
    );
    sent
      .on("error", (error) => reject(new Error(`${method} ${path}: ${error.message}`)))
      .end(method === "POST" ? "action=everywhere&role=owner&code=000000" : undefined);
  });
}
