import { Agent, type IncomingMessage, request } from "node:http";
import type { Server } from "#test/support/server/server.ts";

export const FORM = "application/x-www-form-urlencoded";
export const AT_ONCE = 16;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

export interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface Sending {
  method?: string;
  type?: string | undefined;
  body?: string | Buffer;
}

/**
 * Sends bytes as they are, with no help from a client that would refuse or repair them. A connection that the server closed
 * as idle while this was on its way is no answer: it is sent once more, on a new one.
 */
export function send(
  server: Server,
  path: string,
  sending: Sending = {},
  from: Agent | false = agent,
): Promise<Answer> {
  const { method = "POST", type, body = "" } = sending;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port: server.port,
        path,
        method,
        agent: from,
        headers: {
          host: `localhost:${server.port}`,
          origin: server.url,
          ...(type !== undefined && { "content-type": type }),
          ...(method === "POST" && { "content-length": Buffer.byteLength(body) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("error", reject).on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, body: Buffer.concat(chunks).toString() });
        });
      },
    );
    sent.on("error", (error: NodeJS.ErrnoException) => {
      const wasIdle = sent.reusedSocket && error.code === "ECONNRESET";
      if (wasIdle) resolve(send(server, path, sending, false));
      else reject(error);
    });
    sent.end(body);
  });
}

/** What an answer must never show: a failure of ours, a stack, a path of this machine, or what was sent as markup. */
export function signsOfFailure({ status, headers, body }: Answer, sent = ""): string[] {
  const isMarkup = /<[a-z!/][^>]{3,}/i.test(sent) && /html/.test(headers["content-type"] ?? "");
  const signs = {
    [`status ${status}`]: status < 200 || status >= 500,
    "a stack": /\n\s+at .+[:(]\d+/.test(body),
    "a path": body.includes(process.cwd()) || body.includes("node_modules") || body.includes("plumbline-e2e-"),
    "a statement": /SQLITE_|SQL logic|INSERT INTO/.test(body),
    markup: isMarkup && withoutValues(body).includes(sent),
  };
  return Object.keys(signs).filter((sign) => signs[sign]);
}

/** Markup without its attribute values, in which anything but a quote may stand. */
const withoutValues = (html: string) => html.replace(/="[^"]*"/g, "");

/** Does the work for each, a few at a time. */
export async function forEach<T>(list: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = Iterator.from(list);
  const take = async () => {
    for (const one of waiting) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}
