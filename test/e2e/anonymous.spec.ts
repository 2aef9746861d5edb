import { readdirSync, readFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "./fixtures.ts";
import type { Server } from "./server.ts";

const DESK = join(import.meta.dirname, "../../src/pages/desk");
const UNKNOWN = "abcdefghijklmnopqrstuvwx";
/** Open to everybody: each asks for a password, a code or a link of its own. */
const OPEN = ["/desk/sign-in", "/desk/sign-in/code", "/desk/join/[token]"];

/** Every route of the desk, as its files say. */
const ROUTES = readdirSync(DESK, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => {
    const file = join(parentPath, name);
    const route = `/desk${file.slice(DESK.length).replace(/\.(astro|ts)$/, "")}`.replace(/\/index$/, "");
    return { file, route };
  });

/** The same address in other clothes, some of which are no address at all. */
function variants(path: string): string[] {
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
    path.replace("desk", "Desk"),
  ];
}

const COOKIES = [
  undefined,
  "desk.session_token=forged.c2lnbmF0dXJl",
  "desk.session_token=; __Host-desk.session_token=x.y; desk.two_factor=a.b",
];

function ask(server: Server, path: string, method: string, cookie: string | undefined) {
  const headers = {
    host: `localhost:${server.port}`,
    "sec-fetch-site": "same-origin",
    ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
    ...(cookie !== undefined && { cookie }),
  };
  return new Promise<{ status: number; body: string; location: string | undefined }>((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port: server.port, path, method, headers },
      async (answer: IncomingMessage) =>
        resolve({ status: answer.statusCode ?? 0, body: await text(answer), location: answer.headers.location }),
    );
    sent
      .on("error", (error) => reject(new Error(`${method} ${path}: ${error.message}`)))
      .end(method === "POST" ? "action=everywhere&role=owner&code=000000" : undefined);
  });
}

test("nobody who has not signed in gets a page or an endpoint of the desk, however the address is written", async ({
  server,
}) => {
  test.slow();
  expect(ROUTES.length).toBeGreaterThan(6);
  for (const { route } of ROUTES) {
    const open = OPEN.includes(route);
    const plain = route.replace(/\[\w+\]/g, UNKNOWN);
    for (const path of variants(plain)) {
      const methods = path === plain ? ["GET", "HEAD", "POST", "PUT"] : ["GET", "POST"];
      const tries = methods.flatMap((method) =>
        (path === plain ? COOKIES : COOKIES.slice(0, 1)).map(async (cookie) => {
          return { method, cookie, answer: await ask(server, path, method, cookie) };
        }),
      );
      for (const { method, cookie, answer } of await Promise.all(tries)) {
        const told = `${method} ${path} with ${cookie}: ${answer.status}`;
        expect(answer.body, told).not.toContain('class="desk__nav"');
        if (answer.status === 401 && method !== "HEAD")
          expect(answer.body, told).toMatch(/Sign in to the desk|Please sign in/);
        if (open && [200, 303, 422].includes(answer.status)) {
          expect(answer.location ?? "/desk/sign-in", told).toContain("/desk/sign-in");
          continue;
        }
        expect([400, 401, 403, 404, 405], told).toContain(answer.status);
      }
    }
    if (!open) expect((await ask(server, plain, "GET", undefined)).status, route).toBe(401);
  }
  expect(server.log.filter(({ level }) => level === "error")).toEqual([]);
});

test("every page and endpoint of the desk also guards itself", () => {
  const unguarded = ROUTES.filter(({ route }) => !OPEN.includes(route)).filter(
    ({ file }) =>
      !/if \(!(staff|enrolling|person)\b[^\n]*\) ?return new Response\(null, \{ status: 404 \}\)/.test(
        readFileSync(file, "utf8"),
      ),
  );
  expect(unguarded.map(({ route }) => route)).toEqual([]);
});
