import assert from "node:assert/strict";
import { once } from "node:events";
import { chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { WAIT_LIMIT } from "#test/support/limits.ts";
import { freePort } from "#test/support/server/free-port.ts";
import { SERVE } from "#test/support/server/serve-arguments.ts";
import { type Buildah, innermostBelow, residentMegabytes, run } from "./buildah.ts";
import type { Figure } from "./examine.ts";

/** Who the image runs as. */
const USER = 1000;
const COMMAND = ["node", ...SERVE];
/** Where buildah itself puts what the machine lends. */
const LENT = /^\/((dev|proc|sys|app\/data)(\/|$)|run$)/;

const COMMANDS = [
  ["db/commands/migrate.ts", "--dry"],
  ["db/commands/backup.ts", "data/copy.db"],
  ["db/commands/owner-link.ts", "owner@firm.example"],
  ["db/commands/backup-key.ts"],
  ["db/commands/seed.ts"],
];

/** Runs the image as its user on a volume of its own, beside it the commands of `db/README.md`, and ends it by SIGTERM. */
export async function serve({ say, runs, starts }: Buildah, folder: string): Promise<Figure[]> {
  const data = join(folder, "data");
  mkdirSync(data);
  chownSync(data, USER, USER);
  const port = await freePort();
  const variables = { PORT: String(port) };
  const container = await say("from", "--pull-never", "localhost/plumbline");
  const root = await say("mount", container);
  // Whatever buildah prepares for a first run is there before anybody looks.
  await runs(container, data, {}, ["node", "--version"]);
  const before = await everythingIn(root);

  const started = performance.now();
  const child = starts(container, data, variables, COMMAND);
  const inside = (command: string[]) => runs(container, data, variables, ["node", ...command]);
  try {
    const said = text(child.stdout);
    await healthy(`http://127.0.0.1:${port}/health`);
    const milliseconds = performance.now() - started;
    const pid = await innermostBelow(child);
    await pause(2_000);
    const resident = residentMegabytes(pid);
    assert.equal(await inside(["src/server/health-command.ts"]), '{"status":"ok"}');
    for (const command of COMMANDS) await inside(command);

    const ended = once(child, "exit", { signal: AbortSignal.timeout(WAIT_LIMIT) });
    process.kill(pid, "SIGTERM");
    assert.equal((await ended)[0], 0, "It ended by SIGTERM with another code than 0.");
    assert.match(await said, /"event":"stopped"/);
    const written = new Set(before).symmetricDifference(new Set(await everythingIn(root)));
    assert.deepEqual([...written], [], "It wrote outside its volume.");
    await assert.rejects(inside(["src/server/health-command.ts"]), /ECONNREFUSED/);
    return [
      ["Start to healthy, ms", milliseconds.toFixed(0), "5000"],
      ["Memory of an idle server, MB", resident.toFixed(0), "150"],
    ];
  } finally {
    child.kill();
  }
}

/** Asked again and again until it answers; only a hang is a fault. */
async function healthy(url: string): Promise<void> {
  const patience = AbortSignal.timeout(WAIT_LIMIT);
  for (;;) {
    const isUp = await fetch(url, { signal: patience }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    if (patience.aborted) throw new Error(`${url} did not answer.`);
    await pause(20);
  }
}

/** Each path below a root with its size and when it was written, but for what the machine lends. */
async function everythingIn(root: string): Promise<string[]> {
  const found = await run("find", root, "-printf", "/%P %s %T@\n");
  return found.split("\n").filter((line) => !LENT.test(line.split(" ", 1)[0] ?? ""));
}
