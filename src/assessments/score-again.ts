import type { Result } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import type { Domain } from "./domain.ts";
import type { Assessment } from "./find.ts";

/** What a sitting is scored by. */
export type Scored = Pick<
  Assessment,
  "bankVersion" | "instrument" | "scored" | "context" | "sizing" | "elapsedSeconds" | "carried"
>;

/** Scores a sitting anew under the version that asked, with its own time, and with answers or numbers that came in since. */
export function scoreAgain(
  { banks }: Pick<Domain, "banks">,
  { bankVersion, instrument, scored, context, sizing, elapsedSeconds, carried }: Scored,
  since: { answers?: Readonly<Record<string, string>>; sizing?: Readonly<Record<string, number>> },
): Result {
  return score(banks.exact(bankVersion), instrument, {
    answers: { ...scored, ...since.answers },
    context,
    sizing: since.sizing ?? sizing,
    elapsedSeconds: elapsedSeconds ?? undefined,
    carriedOver: carried.length,
  });
}
