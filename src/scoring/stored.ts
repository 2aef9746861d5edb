import type { Questions } from "#src/instruments/instrument.ts";
import type { Result, StoredResult, Submission } from "./result.ts";
import { score } from "./score.ts";

/**
 * A stored result with what the product has learnt since to read off the same answers. What was stored stands: nothing
 * that was scored is scored again.
 * @param bank the version that the result was scored under
 */
export function withLaterReadings(bank: Questions, stored: StoredResult, submission: Submission): Result {
  return isWhole(stored) ? stored : { ...score(bank, stored.instrument, submission), ...stored };
}

function isWhole(stored: StoredResult): stored is Result {
  return stored.checks !== undefined;
}
