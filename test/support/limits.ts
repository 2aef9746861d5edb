import { MINUTE } from "#src/time.ts";

/** Limits that only a hang can reach: no test may fail because a machine is slow. */
export const TEST_LIMIT = 10 * MINUTE;
export const WAIT_LIMIT = MINUTE;

/**
 * Where each of many things meets each of many others, a test takes one pair in so many, spread so that each of both is met;
 * `EVERY=1` takes all of them.
 */
export const every = (usual: number): number => Number(process.env.EVERY ?? usual);
