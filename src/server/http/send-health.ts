import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#src/server/log.ts";
import type { Forwarded } from "./forwarded.ts";
import type { ShellOptions } from "./shell-options.ts";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether a request brings HEALTH_TOKEN as a bearer token; where there is none, none does. */
export const mayWatch = (req: IncomingMessage, token: string | undefined) =>
  token !== undefined && timingSafeEqual(digest(req.headers.authorization ?? ""), digest(`Bearer ${token}`));

/**
 * Answers /health: 200 when `status` is "ok", else 503. Whoever brings HEALTH_TOKEN as a bearer token is told of each
 * part, with counts, and by `forwarded` whether X-Forwarded-For is ignored; others are told the status alone.
 */
export async function sendHealth(
  req: IncomingMessage,
  res: ServerResponse,
  { health, env, log }: Pick<ShellOptions, "health"> & { env: { healthToken: string | undefined }; log: Log },
  forwarded: Forwarded,
): Promise<void> {
  const watches = mayWatch(req, env.healthToken);
  const state = await health(watches).catch((error: unknown) => {
    log.error("health-failed", { error });
    return { status: "failing", database: "unknown", delivery: "unknown" };
  });
  res.writeHead(state.status === "ok" ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
  const told = watches ? { ...state, forwarded } : { status: state.status };
  res.end(`${JSON.stringify(told)}\n`);
}
