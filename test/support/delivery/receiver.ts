import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What the receiver does with one request: answers, or takes it and never answers. */
export type Behaviour = "hang" | { status: number; headers?: Record<string, string>; body?: string };

export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Receiver {
  url: string;
  port: number;
  /** Behaviours of the next requests, in order; 204 when there is none. */
  script: Behaviour[];
  requests: Received[];
  /** Resolves at the next request. */
  next(): Promise<unknown>;
  stop(): Promise<void>;
}

/** A receiver of webhooks on loopback. */
export async function startReceiver(): Promise<Receiver> {
  const events = new EventEmitter();
  const script: Behaviour[] = [];
  const requests: Received[] = [];
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    requests.push({ path: request.url ?? "", headers, body: await text(request) });
    events.emit("request");
    const behaviour = script.shift() ?? { status: 204 };
    if (behaviour === "hang") return;
    response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    script,
    requests,
    next: () => once(events, "request"),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
