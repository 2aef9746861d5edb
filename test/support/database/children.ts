import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export type Child = { go(): Promise<number | null> };

/**
 * Starts a script of this folder in a second process and waits until it says that it is ready. `go` gives it the word to go
 * on and returns its exit code once it has ended.
 */
export async function startChild(script: string, ...args: string[]): Promise<Child> {
  const child: ChildProcess = fork(fileURLToPath(new URL(script, import.meta.url)), args, { execArgv: [] });
  const ended = once(child, "exit");
  const first = await Promise.race([once(child, "message"), ended.then(() => undefined)]);
  if (!first) throw new Error(`${script} ended before it was ready.`);
  return {
    async go() {
      child.send("go");
      const [exitCode] = await ended;
      return exitCode;
    },
  };
}
