import { setTimeout } from "node:timers/promises";
import { DAY, MINUTE } from "#src/time.ts";

/**
 * Waits until the next day (UTC) where it begins within two minutes: a test that names a day by its own clock and a server
 * that does so by its own, a little later, would each name another. Before each test: `test.beforeEach(awayFromMidnight)`.
 */
export async function awayFromMidnight(): Promise<void> {
  const left = DAY - (Date.now() % DAY);
  if (left < 2 * MINUTE) await setTimeout(left);
}
