import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export type Child = {
  /** Gives it the word to go on; its exit code once it has ended. */
  go(): Promise<number | null>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
};

/**
 * Starts a script of this folder in a second process and waits until it says that it is ready.
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
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
