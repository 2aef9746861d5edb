import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { LEASE } from "#src/delivery/lease.ts";
import { startResendServer } from "#test/support/delivery/resend-server.ts";
import { startServer } from "#test/support/server/server.ts";
import { held, startVisitors } from "./visitors.ts";

/** Kills a server that visitors use, as a power cut does, and starts it again on its file, so many times. */
export async function kills(rounds: number) {
  const provider = await startResendServer();
  const folder = mkdtempSync(join(tmpdir(), "plumbline-kills-"));
  const file = join(folder, "plumbline.db");
  const variables = { DATABASE_URL: `file:${file}`, RESEND_API_KEY: "re_test", RESEND_BASE_URL: provider.url };
  let server = await startServer(variables);
  const visitors = startVisitors(() => server);
  for (let round = 0; round < rounds; round += 1) {
    // At another moment of the sittings each time.
    await visitors.next(25 + ((round * 7) % 41));
    await server.kill();
    server = await startServer(variables);
  }
  await visitors.next(8);
  await visitors.stop();
  // What the dead have held is due again.
  await server.setAhead(2 * LEASE);
  const counts = await held(server, visitors.told, provider);
  await server.stop();
  const database = new DatabaseSync(file, { readOnly: true });
  const [check] = database.prepare("PRAGMA integrity_check").all();
  database.close();
  await provider.stop();
  rmSync(folder, { recursive: true });
  return { kills: rounds, ...counts, "integrity of the file": String(check?.integrity_check), ...visitors.told.failed };
}
