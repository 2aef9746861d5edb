import { setImmediate } from "node:timers/promises";

/**
 * Does long work in steps of at most `most`, and lets whoever waits for this thread go between them. It ends with a step that
 * did fewer, or early when the signal says so. Each step returns how many it did; the sum is returned.
 */
export async function inSteps(most: number, step: () => Promise<number>, signal?: AbortSignal): Promise<number> {
  let done = 0;
  for (let some = most; some === most && !signal?.aborted; done += some) {
    some = await step();
    await setImmediate();
  }
  return done;
}
