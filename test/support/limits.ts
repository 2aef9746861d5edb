import { MINUTE } from "#src/time.ts";

/** Limits that only a hang can reach: no test may fail because a machine is slow. */
export const TEST_LIMIT = 10 * MINUTE;
export const WAIT_LIMIT = MINUTE;
