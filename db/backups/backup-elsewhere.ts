import { fork } from "node:child_process";
import { once } from "node:events";
import type { BackupOrder } from "./make-backup.ts";

const PROCESS = new URL("./backup-process.ts", import.meta.url);

/**
 * Makes a backup in a process of its own, which needs no variable and no secret and is given none; see `makeBackup`.
 *
 * @throws {Error} with a sentence where it failed, an AbortError where the signal ended it
 */
export async function backupElsewhere(order: BackupOrder, signal: AbortSignal): Promise<string> {
  const child = fork(PROCESS, { env: {}, execArgv: [], signal });
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`The process of the backup ended with ${code}.`);
  });
  // Asked for below, unless an answer comes first.
  failed.catch(() => undefined);
  child.send(order);
  const [answer] = await Promise.race([once(child, "message", { signal }), failed]);
  if ("fault" in answer) throw new Error(answer.fault);
  return answer.name;
}
