import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { precompressFolder } from "#src/server/build/precompress.ts";
import { readEnvironment } from "#src/server/env.ts";
import { createShell } from "#src/server/http/shell.ts";
import type { AstroHandler, ShellOptions } from "#src/server/http/shell-options.ts";
import { createLog } from "#src/server/log.ts";
import { words } from "#test/support/words.ts";

export const PUBLIC_URL = "https://plumb.example";
const HEALTH_TOKEN = "known-to-who-watches-it";
export const WATCHING = { headers: { authorization: `Bearer ${HEALTH_TOKEN}` } };
export const OWN_FORM = { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" };
export const TEMPLATE = '<!doctype html><html lang="en"><title>%title%</title><h1>%title%</h1><p>%sentence%</p></html>';

/** A running shell around `render`, with a small built site, closed when the test ends. */
export async function startShell(
  render: AstroHandler,
  { variables = {}, ...options }: Partial<ShellOptions> & { variables?: Record<string, string> } = {},
) {
  const logged: string[] = [];
  const shell = createShell({
    env: readEnvironment({
      PORT: "0",
      PUBLIC_URL,
      SHUTDOWN_SECONDS: "10",
      HEALTH_TOKEN,
      LIMIT_CONNECTIONS_PER_CLIENT: "1000",
      ...variables,
    }),
    log: createLog({ clock: Date.now, out: { write: (line: string) => logged.push(line) > 0 } }),
    clock: Date.now,
    render,
    locals: { app: "the application" },
    words: words.pages.problems,
    clientDir: await builtSite(),
    health: async () => ({ status: "ok", database: "ok", delivery: "ok" }),
    embedOrigins: async () => [],
    ...options,
  });
  await shell.listen();
  onTestFinished(() => {
    shell.server.closeAllConnections();
    return shell.close();
  });
  const { port } = shell.server.address() as AddressInfo;
  return { shell, port, logged, ask: (path: string, how?: Ask) => ask(port, path, how) };
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Sends the body without declaring its length. */
  chunked?: boolean;
  agent?: Agent;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  text: string;
}

/** One request on loopback with the public host; resolves with the whole answer. */
export function ask(port: number, path: string, { method = "GET", headers = {}, body, chunked, agent }: Ask = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const length = body !== undefined && !chunked ? { "content-length": String(Buffer.byteLength(body)) } : {};
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        headers: { host: "plumb.example", ...length, ...headers },
        agent: agent ?? new Agent({ keepAlive: false }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
        response.on("end", () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() });
        });
      },
    );
    sent.on("error", reject);
    if (chunked && body !== undefined) sent.write(body.slice(0, 10));
    sent.end(chunked ? body?.slice(10) : body);
  });
}

/** Writes text as it stands on a bare socket; resolves with all that came back once the server has closed it. */
export function exchange(port: number, text: string, dribble?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let received = "";
    const drip = dribble ? setInterval(() => socket.write(dribble), 50) : undefined;
    socket.on("close", () => {
      clearInterval(drip);
      resolve(received);
    });
    socket.on("error", (error) => received || reject(error));
    socket.on("data", (chunk) => {
      received += chunk;
      clearInterval(drip);
    });
    // Reads only after writing, as slow clients do: an answer must not be lost to a reset in between.
    socket.pause();
    socket.write(text, () => socket.resume());
  });
}

async function builtSite(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-client-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "_astro"));
  mkdirSync(join(folder, "problem"));
  writeFileSync(join(folder, "index.html"), `<!doctype html><title>Home</title>${"<p>Home</p>".repeat(300)}`);
  writeFileSync(join(folder, "_astro", "app.Ab12Cd34.js"), `/* ${"application ".repeat(200)} */`);
  writeFileSync(join(folder, "favicon.svg"), "<svg/>");
  writeFileSync(join(folder, "problem", "index.html"), TEMPLATE);
  await precompressFolder(folder);
  return folder;
}
