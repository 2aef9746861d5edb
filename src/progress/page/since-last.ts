import type { Assessment } from "#src/assessments/find.ts";
import type { Since } from "#src/report/parts/source.ts";
import { retakeOpening } from "./opening.ts";
import { type ReadingsReader, readingsAt, readingsFor } from "./readings-at.ts";
import type { ProgressSource } from "./source.ts";

type Domain = ReadingsReader & Pick<ProgressSource, "banks" | "words" | "site"> & { clock: () => number };

/** What a result's page may open with for whoever reads it; null where it is compared with nothing. */
export async function sinceLast(domain: Domain, result: Assessment, founder: { leadId: string } | null) {
  return openingOf(domain, result, await readingsAt(domain, result, founder));
}

/** What a report opens with that is mailed to a lead. */
export async function sinceLastFor(domain: Domain, result: Assessment, leadId: string) {
  return openingOf(domain, result, await readingsFor(domain, result, leadId));
}

function openingOf(domain: Domain, result: Assessment, readings: ProgressSource["readings"] | null): Since | null {
  if (!readings) return null;
  const bank = domain.banks.of(result.result.bankVersion);
  return retakeOpening({ ...domain, bank, readings, now: domain.clock() });
}
