/*
 * Twelve writes behind another process's lock, with reads beside them: when each write is answered and how long the
 * slowest read takes.
 *
 *   node test/faults/held-lock.ts [seconds of the lock] [seconds of patience]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "#db/client/client.ts";
import { SECOND } from "#src/time.ts";
import { startChild } from "#test/support/database/children.ts";
import { makeNotes, note, textsIn } from "#test/support/database/notes.ts";

const [held = 14, patience = 8] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "plumbline-lock-"));
const url = `file:${join(folder, "plumbline.db")}`;
const database = openDatabase(url, { busyTimeout: patience * SECOND });
await makeNotes(database);
const holder = await startChild("hold-lock.ts", url);
const began = performance.now();
const since = () => ((performance.now() - began) / SECOND).toFixed(2);
let waiting = 12;
const writes = Array.from({ length: waiting }, async (_, number) => {
  const outcome = await database.write([note(database, `${number}`)]).then(
    () => "written",
    (error) => String(error.code),
  );
  waiting -= 1;
  return `${outcome} after ${since()} s`;
});
const reads: number[] = [];
while (waiting > 0) {
  const from = performance.now();
  await textsIn(database);
  reads.push(performance.now() - from);
  await pause(10);
}
for (const line of await Promise.all(writes)) console.log(line);
console.log(`${reads.length} reads meanwhile, the slowest took ${Math.max(...reads).toFixed(0)} ms`);
await pause(Math.max(0, held * SECOND - (performance.now() - began)));
await holder.go();
await database.write([note(database, "later")]);
console.log(`after the lock: ${(await textsIn(database)).join(", ")}`);
await database.close();
rmSync(folder, { recursive: true });
