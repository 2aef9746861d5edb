import type { ServerResponse } from "node:http";
import type { Log } from "#src/server/log.ts";
import type { Forwarded } from "./forwarded.ts";
import type { ShellOptions } from "./shell-options.ts";

/** Answers /health: 200 when `status` is "ok", else 503; `forwarded` says whether X-Forwarded-For is ignored. */
export async function sendHealth(
  res: ServerResponse,
  health: ShellOptions["health"],
  forwarded: Forwarded,
  log: Log,
): Promise<void> {
  const state = await health().catch((error: unknown) => {
    log.error("health-failed", { error });
    return { status: "failing", database: "unknown", delivery: "unknown" };
  });
  res.writeHead(state.status === "ok" ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
  res.end(`${JSON.stringify({ ...state, forwarded })}\n`);
}
