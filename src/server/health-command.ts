import { request } from "node:http";
import { text } from "node:stream/consumers";
import { readEnvironment } from "./env.ts";

/** Milliseconds; the server asks its database before it answers. */
const PATIENCE = 8_000;

/**
 * What a container's health check runs: asks the server with this very environment for /health. It is well while its
 * database answers. A full disk and mail that waits are in the answer, and no start anew would mend them.
 */
async function command(): Promise<number> {
  const { host, port, allowedHosts } = readEnvironment(process.env);
  const asked = request({
    host,
    port,
    path: "/health",
    headers: { host: allowedHosts[0] },
    signal: AbortSignal.timeout(PATIENCE),
  });
  const answer = await new Promise<string>((resolve, reject) => {
    asked.on("response", (response) => resolve(text(response))).on("error", reject);
    asked.end();
  });
  console.log(answer.trim());
  return JSON.parse(answer).status === "failing" ? 1 : 0;
}

process.exitCode = await command().catch((error: Error) => {
  console.error(error.message);
  return 1;
});
