import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/**
 * What the server does with one request. `hang` takes nothing and never answers; `hold` accepts, then answers once
 * `release` is called; `reset` accepts and breaks the connection; `page` is a proxy's 200 that is not Resend's.
 */
export type Behaviour =
  | "ok"
  | "hang"
  | "hold"
  | "reset"
  | "page"
  | { status: number; name: string; message?: string; retryAfter?: string };

export type Accepted = { id: string; key: string; body: string };
export type Request = { key: string; authorization: string; body: string };

export type ResendServer = {
  url: string;
  /** Behaviours of the next requests, in order; "ok" when there is none. */
  script: Behaviour[];
  requests: Request[];
  /** The messages that would reach a mailbox. */
  accepted: Accepted[];
  /** Resolves at the next request ("request"), acceptance ("accepted") or loss of a client ("gone"). */
  next(event: "request" | "accepted" | "gone"): Promise<unknown>;
  /** Answers every request that is held. */
  release(): void;
  stop(): Promise<void>;
};

const sentences: Record<number, string> = { 409: "Same idempotency key used.", 401: "Missing API key." };

/** A loopback server that speaks Resend's POST /emails and keeps idempotency keys as Resend does. */
export async function startResendServer(): Promise<ResendServer> {
  const events = new EventEmitter();
  const script: Behaviour[] = [];
  const requests: Request[] = [];
  const accepted: Accepted[] = [];
  const inProgress = new Set<string>();
  let held: (() => void)[] = [];

  function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  }

  function refuse(response: ServerResponse, behaviour: Exclude<Behaviour, string>): void {
    const { status, name, message = sentences[status] ?? name, retryAfter } = behaviour;
    json(response, status, { statusCode: status, name, message }, retryAfter ? { "retry-after": retryAfter } : {});
  }

  function accept(key: string, body: string): Accepted {
    const before = accepted.find((message) => message.key === key);
    if (before) return before;
    const message = { id: `provider-${accepted.length + 1}`, key, body };
    accepted.push(message);
    return message;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const key = String(request.headers["idempotency-key"] ?? "");
    const authorization = String(request.headers.authorization ?? "");
    requests.push({ key, authorization, body });
    const behaviour = script.shift() ?? "ok";
    response.on("close", () => {
      inProgress.delete(key);
      if (!response.writableFinished) events.emit("gone");
    });
    events.emit("request");

    if (request.method !== "POST" || request.url !== "/emails")
      return refuse(response, { status: 404, name: "not_found" });
    if (!/^Bearer \S+$/.test(authorization)) return refuse(response, { status: 401, name: "missing_api_key" });
    if (typeof behaviour === "object") return refuse(response, behaviour);
    if (behaviour === "hang") return;
    if (behaviour === "page") {
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in to the network</h1>");
      return;
    }
    if (inProgress.has(key)) return refuse(response, { status: 409, name: "concurrent_idempotent_requests" });
    if (accepted.some((message) => message.key === key && message.body !== body))
      return refuse(response, { status: 409, name: "invalid_idempotent_request" });

    const { id } = accept(key, body);
    if (behaviour === "hold") {
      inProgress.add(key);
      held.push(() => json(response, 200, { id }));
    }
    events.emit("accepted");
    if (behaviour === "reset") request.socket.destroy();
    if (behaviour === "ok") json(response, 200, { id });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    script,
    requests,
    accepted,
    next: (event) => once(events, event),
    release() {
      const waiting = held;
      held = [];
      for (const go of waiting) go();
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
