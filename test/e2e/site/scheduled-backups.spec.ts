import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { startServer } from "#test/support/server/server.ts";

test("a server with a folder for backups makes one as it starts, tells who may know, and says how long they are kept", async () => {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-backups-"));
  const token = "known-to-who-watches-it";
  const server = await startServer({ BACKUP_DIR: folder, HEALTH_TOKEN: token, BACKUP_HOURS: "12", BACKUP_KEEP: "4" });
  const watch = (path: string) => fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } });
  const backups = async () => (await (await watch("/health")).json()).backups;
  await expect.poll(backups).toMatchObject({ kept: 1, lastError: null });
  expect(readdirSync(folder).filter((name) => name.endsWith("Z.db"))).toHaveLength(1);
  expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: "ok" });
  expect(await (await watch("/metrics")).text()).toMatch(/^plumbline_backup_age_seconds \d+$/m);
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  // Four of them, twelve hours apart, and a day for one that is late.
  expect(await (await fetch(server.url + paths.privacy)).text()).toContain("replaced by a newer one within 3 days");
  await server.stop();
  rmSync(folder, { recursive: true });
});
