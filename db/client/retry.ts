import { setTimeout as pause } from "node:timers/promises";

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/**
 * Repeats an attempt with exponential backoff and full jitter while its error is worth another try.
 *
 * @param deadline on `performance.now()`'s scale, milliseconds. There is always one attempt, even when it has passed.
 * @throws the last attempt's error.
 */
export async function retryUntil<T>(
  deadline: number,
  worthAnother: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let ceiling = FIRST_PAUSE_MS; ; ceiling = Math.min(ceiling * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const wait = Math.ceil(Math.random() * ceiling);
      if (!worthAnother(error) || performance.now() + wait > deadline) throw error;
      await pause(wait);
    }
  }
}
