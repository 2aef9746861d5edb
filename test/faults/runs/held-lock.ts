import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "#db/client/client.ts";
import { SECOND } from "#src/time.ts";
import { startChild } from "#test/support/database/children.ts";
import { makeNotes, note, textsIn } from "#test/support/database/notes.ts";

/** Twelve writes behind another process's lock, with reads beside them. The lock and the patience of a write in seconds. */
export async function heldLock(lock: number, patience = 8) {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-lock-"));
  const url = `file:${join(folder, "plumbline.db")}`;
  const database = openDatabase(url, { busyTimeout: patience * SECOND });
  await makeNotes(database);
  const holder = await startChild("hold-lock.ts", url);
  const began = performance.now();
  const outcomes: Record<string, number> = {};
  const answered: number[] = [];
  const writes = Array.from({ length: 12 }, async (_, number) => {
    const outcome = await database.write([note(database, `${number}`)]).then(
      () => "written",
      (error) => String(error.code),
    );
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    answered.push((performance.now() - began) / SECOND);
  });
  const reads: number[] = [];
  while (answered.length < writes.length) {
    const from = performance.now();
    await textsIn(database);
    reads.push(performance.now() - from);
    await pause(10);
  }
  await Promise.all(writes);
  await pause(Math.max(0, lock * SECOND - (performance.now() - began)));
  await holder.go();
  await database.write([note(database, "later")]);
  const after = await textsIn(database);
  await database.close();
  rmSync(folder, { recursive: true });
  return {
    "seconds of the lock": lock,
    "seconds of patience": patience,
    ...outcomes,
    "first answered after s": Number(Math.min(...answered).toFixed(2)),
    "last answered after s": Number(Math.max(...answered).toFixed(2)),
    "reads meanwhile": reads.length,
    "slowest read in ms": Math.round(Math.max(...reads)),
    "rows afterwards": after.length,
  };
}
