import type { Domain } from "#src/assessments/domain.ts";
import { type Attempt, findAttempt } from "#src/assessments/find.ts";
import { INSTRUMENT_IDS, type InstrumentId } from "#src/names/instruments.ts";

/** The instrument a path names, or null. */
export function instrumentOf(name: string | undefined): InstrumentId | null {
  return INSTRUMENT_IDS.find((id) => id === name) ?? null;
}

/** The attempt a path names; null when there is none, or when it is an attempt at another instrument. */
export async function attemptOf(
  domain: Pick<Domain, "database">,
  params: Record<string, string | undefined>,
): Promise<Attempt | null> {
  const instrument = instrumentOf(params.instrument);
  if (!instrument || !params.reference) return null;
  const attempt = await findAttempt(domain, params.reference);
  return attempt?.instrument === instrument ? attempt : null;
}
