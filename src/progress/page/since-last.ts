import type { Assessment } from "#src/assessments/find.ts";
import { doneFixesAt } from "#src/progress/check-ins/done-fixes.ts";
import type { Since } from "#src/report/parts/source.ts";
import { retakeOpening } from "./opening.ts";
import { type ReadingsReader, readingsAt, readingsFor } from "./readings-at.ts";
import type { ProgressSource } from "./source.ts";

type Domain = ReadingsReader & Pick<ProgressSource, "banks" | "words" | "site"> & { clock: () => number };

/** What a result's page may open with for whoever reads it; null where it is compared with nothing. */
export async function sinceLast(domain: Domain, result: Assessment, founder: { leadId: string } | null) {
  const readings = await readingsAt(domain, result, founder);
  return openingOf(domain, result, readings, founder?.leadId);
}

/** What a report opens with that is mailed to a lead. */
export async function sinceLastFor(domain: Domain, result: Assessment, leadId: string) {
  return openingOf(domain, result, await readingsFor(domain, result, leadId), leadId);
}

async function openingOf(
  domain: Domain,
  result: Assessment,
  readings: ProgressSource["readings"] | null,
  leadId: string | undefined,
): Promise<Since | null> {
  if (!readings) return null;
  const bank = domain.banks.of(result.result.bankVersion);
  const done = leadId ? await doneFixesAt(domain, { leadId, assessmentId: result.id }) : [];
  return retakeOpening({ ...domain, bank, readings, done, now: domain.clock() });
}
