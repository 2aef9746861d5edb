import type { Questions } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { score } from "#src/scoring/score.ts";
import { ownReading } from "./own-reading.ts";
import type { Given } from "./random-results.ts";

/**
 * Which sentences a report says depends on the facts of its result alone: of many submissions these are the first with the
 * same facts. With EVERY=1 all of them.
 *
 * @param apart what two submissions must share beside, to be one situation
 */
export function* situations(
  bank: Questions,
  given: Iterable<readonly [InstrumentId, Given]>,
  apart: (one: Given) => string = () => "",
): Generator<readonly [InstrumentId, Given]> {
  const seen = new Set<string>();
  for (const [instrument, one] of given) {
    const { facts } = ownReading(bank, instrument, one, score(bank, instrument, one));
    const situation = `${Object.values(facts)} ${apart(one)}`;
    if (!process.env.EVERY && seen.has(situation)) continue;
    seen.add(situation);
    yield [instrument, one];
  }
}
