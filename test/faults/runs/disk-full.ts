import { execFileSync } from "node:child_process";
import { LEASE } from "#src/delivery/lease.ts";
import { paths } from "#src/paths.ts";
import { completed } from "#test/support/browser/visitor.ts";
import { startResendServer } from "#test/support/delivery/resend-server.ts";
import { startServer } from "#test/support/server/server.ts";
import { held, startVisitors } from "./visitors.ts";

/** Sets how large a file may grow for a running process (`prlimit` of util-linux): with 0 no file takes a byte more. */
const limitFiles = (pid: number, size: "0" | "unlimited") =>
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${size}:unlimited`]);

/** Takes the room from under a server that visitors use, and gives it back, so many times. */
export async function diskFull(rounds: number) {
  const provider = await startResendServer();
  const server = await startServer({ RESEND_API_KEY: "re_test", RESEND_BASE_URL: provider.url });
  const page = server.url + paths.result(await completed(server, "E1"));
  const read = { served: 0, failed: 0 };
  const visitors = startVisitors(() => server);
  for (let round = 0; round < rounds; round += 1) {
    await visitors.next(20 + round);
    limitFiles(server.pid, "0");
    const refused = visitors.next(40, "failed");
    for (let turn = 0; turn < 10; turn += 1) read[(await fetch(page)).status === 200 ? "served" : "failed"] += 1;
    await refused;
    limitFiles(server.pid, "unlimited");
  }
  await visitors.next(20);
  await visitors.stop();
  await server.setAhead(2 * LEASE);
  const { "errors in the log": _, ...counts } = await held(server, visitors.told, provider);
  await server.stop();
  await provider.stop();
  return {
    "times full": rounds,
    ...counts,
    "pages read meanwhile": read.served,
    "of them failed": read.failed,
    ...visitors.told.failed,
  };
}
