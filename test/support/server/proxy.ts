import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface Proxy {
  url: string;
  /** Where requests go, in turn. */
  serve(ports: readonly number[]): void;
  stop(): Promise<void>;
}

/**
 * A proxy on loopback as an operator's is: it asks one server after another, and the next one where a connection is refused. Where
 * a connection breaks before an answer came, nobody knows what the server did: it says 503 and when to try again.
 */
export async function startProxy(): Promise<Proxy> {
  let ports: readonly number[] = [];
  let turn = 0;
  const ask = (req: IncomingMessage, body: Buffer, port: number) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { ...req.headers, connection: "close", "x-forwarded-for": req.socket.remoteAddress };
      const { method, url: path } = req;
      request({ host: "127.0.0.1", port, method, path, headers, agent: false }, resolve).on("error", reject).end(body);
    });
  const pass = async (req: IncomingMessage, res: ServerResponse) => {
    const body = await buffer(req);
    turn += 1;
    for (const place of ports.keys()) {
      try {
        const answer = await ask(req, body, ports[(turn + place) % ports.length] ?? 0);
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        return void answer.on("error", () => res.destroy()).pipe(res);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") break;
      }
    }
    res.writeHead(503, { "retry-after": "1" }).end();
  };
  const server = createServer((req, res) => void pass(req, res).catch(() => res.destroy())).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    serve(next) {
      ports = next;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
