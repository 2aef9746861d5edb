import type { IncomingMessage, ServerResponse } from "node:http";
import type { Environment } from "#src/server/env.ts";
import type { Log } from "#src/server/log.ts";
import type { Metrics } from "#src/server/metrics.ts";
import type { ProblemWords } from "#src/words/pages.ts";

/** What Astro's Node adapter builds in middleware mode. It calls `next` when no page matches. */
export type AstroHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
  locals: object,
) => unknown;

/** What the shell adds to the locals that it is given. */
export interface ShellLocals {
  client: { address: string };
  requestId: string;
  /**
   * Hands an error to the shell, which logs it and answers 503 for a database at fault and else 500, whatever the page
   * then writes. Astro answers a thrown error itself, so its middleware catches it and calls this.
   */
  failed: (error: unknown) => void;
}

export interface ShellOptions {
  env: Pick<
    Environment,
    "host" | "port" | "publicUrl" | "allowedHosts" | "trustedProxies" | "shutdownSeconds" | "healthToken"
  > & {
    limits: Pick<
      Environment["limits"],
      "bodyBytes" | "headersSeconds" | "requestSeconds" | "connections" | "connectionsPerClient"
    >;
  };
  log: Log;
  /** Milliseconds since 1970. */
  clock: () => number;
  render: AstroHandler;
  /** Handed to every page, merged with ShellLocals. */
  locals: object;
  /** What is said where the shell answers itself. */
  words: ProblemWords;
  /** The folder of built static files: dist/client. */
  clientDir: string;
  /** The state, and where it is told that of the parts; `status` other than "ok", or a throw, makes /health answer 503. */
  health: (told: boolean) => Promise<{ status: string } & Record<string, unknown>>;
  /** What Prometheus may know; null where nobody holds the token for it. */
  metrics?: Metrics | null;
  /** The origins that may show the embedded Snapshot in a frame. */
  embedOrigins: () => Promise<readonly string[]>;
}
