import type { IncomingMessage, ServerResponse } from "node:http";
import { mayWatch } from "./send-health.ts";
import type { ShellOptions } from "./shell-options.ts";

/** Answers /metrics to whoever brings HEALTH_TOKEN as a bearer token. For anybody else there is no such page: false. */
export async function sendMetrics(
  req: IncomingMessage,
  res: ServerResponse,
  { metrics, env }: Pick<ShellOptions, "metrics"> & { env: { healthToken: string | undefined } },
): Promise<boolean> {
  if (!metrics || !mayWatch(req, env.healthToken)) return false;
  const { type, text } = await metrics.read();
  res.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(text);
  return true;
}
