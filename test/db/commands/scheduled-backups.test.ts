import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { fileOf } from "#db/client/location.ts";
import { restore } from "#db/commands/restore.ts";
import { createBackups } from "#src/server/backups.ts";
import { EnvironmentError, readEnvironment } from "#src/server/env.ts";
import { createLog } from "#src/server/log.ts";
import { HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addAssessment, addLead, stoppedClock } from "#test/support/delivery/outbox.ts";
import { ROOT } from "#test/support/root.ts";

const [embedded] = databases();
if (!embedded) throw new Error("No embedded mode.");
const scratch = mkdtempSync(join(tmpdir(), "plumbline-scheduled-"));
let folder: string;
let database: Database;
let clock: ReturnType<typeof stoppedClock>;
let logged: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(scratch, "backups-"));
  database = await embedded.open();
  clock = stoppedClock();
  logged = [];
});
afterAll(async () => {
  await embedded.dispose();
  rmSync(scratch, { recursive: true });
});

async function scheduled(variables: Record<string, string> = {}) {
  const env = readEnvironment({ DATABASE_URL: embedded?.url, BACKUP_DIR: folder, BACKUP_HOURS: "6", ...variables });
  const log = createLog({ clock, out: { write: (line: string) => logged.push(line) > 0 } });
  const backups = await createBackups({ env, clock, log });
  if (!backups) throw new Error("No backups are set.");
  return backups;
}
const databasesIn = () => readdirSync(folder).filter((name) => !name.endsWith(".json"));
const NAMES = ["2026-11-20T09-00-00", "2026-11-20T15-00-00", "2026-11-20T21-00-00"].map((at) => `plumbline-${at}Z.db`);

function command(script: string, args: string[] = []) {
  const env = { ...process.env, DATABASE_URL: embedded?.url, BACKUP_DIR: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "db/commands", script), ...args], {
    env,
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

test("a backup is made when one is due, whoever made the one before, and the newest are kept", async () => {
  const backups = await scheduled({ BACKUP_KEEP: "2" });
  expect(backups.health()).toEqual({ newestSeconds: null, kept: 0, lastError: null });
  await backups.run();
  clock.advance(6 * HOUR - 1);
  await backups.run();
  expect(databasesIn()).toEqual(NAMES.slice(0, 1));
  expect(statSync(join(folder, NAMES[0] ?? "")).mode & 0o777).toBe(0o600);
  clock.advance(1);
  // As after a restart of the server.
  await (await scheduled({ BACKUP_KEEP: "2" })).run();
  clock.advance(6 * HOUR);
  writeFileSync(join(folder, "notes.txt"), "somebody's own");
  writeFileSync(join(folder, "plumbline-left.db.partial"), "half");
  await backups.run();
  expect(databasesIn()).toEqual(["notes.txt", ...NAMES.slice(1)]);
  clock.advance(90_000);
  expect(backups.health()).toEqual({ newestSeconds: 90, kept: 2, lastError: null });
});

test("backups that a wrong clock has dated in the future put none off, are none for /health, and take no place", async () => {
  const ahead = ["2036-01-01T00-00-00", "2036-01-02T00-00-00", "2036-01-03T00-00-00"].map(
    (at) => `plumbline-${at}Z.db`,
  );
  for (const name of ahead) writeFileSync(join(folder, name), "of a clock that was wrong");
  const backups = await scheduled({ BACKUP_KEEP: "2" });
  expect(backups.health()).toMatchObject({ newestSeconds: null });
  await backups.run();
  expect(databasesIn()).toEqual([...NAMES.slice(0, 1), ...ahead.slice(1)]);
  await backups.run();
  clock.advance(6 * HOUR);
  expect(backups.health()).toEqual({ newestSeconds: 6 * 3600, kept: 3, lastError: null });
  await backups.run();
  clock.advance(6 * HOUR);
  await backups.run();
  expect(databasesIn()).toEqual([...NAMES.slice(1), ...ahead.slice(1)]);
  expect(backups.health()).toMatchObject({ newestSeconds: 0, kept: 4 });
});

test("a backup that fails leaves nothing, is told of, and is tried again", async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "in the way");
  const backups = await scheduled();
  await backups.run();
  expect(backups.health().lastError).toMatch(/ENOTDIR|EEXIST/);
  expect(logged.join("")).toContain("backup-failed");
  rmSync(folder);
  await backups.run();
  expect(backups.health()).toMatchObject({ kept: 1, lastError: null });
});

test("a server that stops leaves no half backup", async () => {
  const backups = await scheduled();
  backups.start();
  await backups.stop();
  await backups.run();
  expect(databasesIn().filter((name) => name.endsWith(".db"))).toEqual([]);
  expect(backups.health().lastError).toBeNull();
});

test("the drill restores a backup, sees what was changed in it, and names what was erased since", async () => {
  const assessment = await addAssessment(database);
  await addLead(database, "ada@example.com", assessment);
  await (await scheduled()).run();
  const [name = ""] = NAMES;
  expect(command("drill.ts")).toEqual({
    status: 0,
    said: expect.stringMatching(
      `^${name}: as when it was made, \\d+ rows; erased since, and still in it: 0 leads, 0 assessments.\n$`,
    ),
  });

  await database.write(["leads", "assessments"].map((table) => ({ sql: `DELETE FROM ${table}`, args: [] })));
  expect(command("drill.ts", ["--all"]).said).toContain("still in it: 1 leads, 1 assessments");

  const changed = new DatabaseSync(join(folder, name));
  changed.exec("UPDATE leads SET address = 'eve@example.com'");
  changed.close();
  const { status, said } = command("drill.ts");
  expect(status).toBe(1);
  expect(said).toContain("NOT as when it was made");
  expect(said).toContain("leads has 1 rows in both, and they are not the same.");
});

test("with a public key nobody without the private one reads a backup, and who has it restores it", async () => {
  await addLead(database, "secret@example.org", await addAssessment(database));
  const keyFile = join(scratch, "key.txt");
  const printed = command("backup-key.ts").said;
  writeFileSync(keyFile, printed);
  const [, publicKey = ""] = /BACKUP_PUBLIC_KEY=(age1\w+)/.exec(printed) ?? [];
  await (await scheduled({ BACKUP_PUBLIC_KEY: publicKey })).run();
  const [name = ""] = databasesIn();
  expect(databasesIn()).toEqual([`${NAMES[0]}.age`]);
  for (const one of readdirSync(folder))
    expect(readFileSync(join(folder, one)).includes("secret@example.org")).toBe(false);
  expect(readdirSync(join(fileOf(embedded?.url ?? ""), "..")).filter((one) => one.includes("backup"))).toEqual([]);

  expect(command("drill.ts")).toMatchObject({ status: 1, said: expect.stringContaining("is encrypted; say --key") });
  expect(command("drill.ts", ["--key", keyFile])).toMatchObject({
    status: 0,
    said: expect.stringContaining("as when it was made"),
  });
  const target = join(scratch, "restored.db");
  await restore(join(folder, name), target, { keyFile });
  const restored = new DatabaseSync(target, { readOnly: true });
  expect(restored.prepare("SELECT address FROM leads").all()).toEqual([{ address: "secret@example.org" }]);
  restored.close();

  const other = join(scratch, "other.txt");
  writeFileSync(other, command("backup-key.ts").said);
  await expect(restore(join(folder, name), join(scratch, "never.db"), { keyFile: other })).rejects.toThrow();
  expect(readdirSync(scratch)).not.toContain("never.db");
});

test("a key that is none, and a database that is no file, stop the start with a sentence", async () => {
  const wrong = `age1${"q".repeat(58)}`;
  await expect(scheduled({ BACKUP_PUBLIC_KEY: wrong })).rejects.toThrow(EnvironmentError);
  expect(() => readEnvironment({ DATABASE_URL: "libsql://db.example", BACKUP_DIR: folder })).toThrow(
    "BACKUP_DIR is for a database file",
  );
});
