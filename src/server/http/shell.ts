import { createServer, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { answerOnSocket, clientErrorStatus } from "./answer-on-socket.ts";
import { drain } from "./drain.ts";
import { requestHandler } from "./handle-request.ts";
import { commonHeaders } from "./headers.ts";
import { limitConnections } from "./limit-connections.ts";
import { problemPages } from "./problem-page.ts";
import type { ShellOptions } from "./shell-options.ts";

const SECOND = 1000;
const CHECK_EVERY = 500;

export interface Shell {
  server: Server;
  /** Starts to listen. Rejects with node's error, such as code EADDRINUSE. */
  listen(): Promise<void>;
  /** Stops accepting, lets requests under way finish within SHUTDOWN_SECONDS, then cuts what is left. */
  close(): Promise<void>;
}

/** Builds the HTTP server around the inner application: limits, guards, static files, headers and problem pages. */
export function createShell(options: ShellOptions): Shell {
  const { env, log } = options;
  const { limits } = env;
  const problems = problemPages(options.clientDir, options.words);
  const common = commonHeaders(env.publicUrl.startsWith("https:"));
  const underWay = new Map<Duplex, ServerResponse>();
  let closing: Promise<void> | undefined;

  const server = createServer({
    headersTimeout: limits.headersSeconds * SECOND,
    requestTimeout: limits.requestSeconds * SECOND,
    connectionsCheckingInterval: CHECK_EVERY,
    // The shell refuses a missing Host itself, with its own headers.
    requireHostHeader: false,
  });
  server.maxConnections = limits.connections;
  if (env.trustedProxies === 0) limitConnections(server, limits.connectionsPerClient, log);
  // Ends a client that takes an answer without ever reading it.
  server.timeout = 2 * limits.requestSeconds * SECOND;

  // While draining a connection ends with its newest request, not with one that others have followed.
  const lastOnItsConnection = (res: ServerResponse) => closing !== undefined && underWay.get(res.req.socket) === res;
  const handle = requestHandler({ ...options, problems, lastOnItsConnection });
  const accept = (...[req, res]: Parameters<typeof handle>) => {
    const { socket } = req;
    underWay.set(socket, res);
    res.once("close", () => underWay.get(socket) === res && underWay.delete(socket));
    void handle(req, res);
  };
  server.on("request", accept);
  server.on("checkExpectation", accept);

  const answered = new WeakSet<Duplex>();
  const answer = (socket: Duplex, status: number) => {
    answered.add(socket);
    answerOnSocket(socket, status, problems({ status }, false), common);
  };
  server.on("connect", (_req, socket) => answer(socket, 405));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // What still comes on a socket after its answer is no new error.
    if (answered.has(socket)) return;
    const status = clientErrorStatus(error);
    if (status === undefined || !socket.writable || underWay.get(socket)?.headersSent) return void socket.destroy();
    log.info("request-refused", { status, code: error.code });
    answer(socket, status);
  });
  server.on("drop", () => log.warn("connection-dropped", { limit: limits.connections }));

  return {
    server,
    listen: () =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(env.port, env.host, () => {
          server.off("error", reject);
          resolve();
        });
      }),
    close: () => {
      closing ??= drain(server, () => underWay.size, env.shutdownSeconds * SECOND);
      return closing;
    },
  };
}
