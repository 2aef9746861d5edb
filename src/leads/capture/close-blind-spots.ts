import { type Finished, finishClosing } from "#src/assessments/blind-spots/finish-closing.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { refreshStandingsAt, type StandingDomain } from "#src/leads/standing/refresh.ts";

/** Ends questions that were asked again and sees what the new revision says about whoever asked for the result. */
export async function closeBlindSpots(
  domain: Domain & StandingDomain,
  { reference, result }: { reference: string; result: string },
): Promise<Finished> {
  const finished = await finishClosing(domain, reference);
  if (finished.status !== "finished") return finished;
  domain.wakeDelivery();
  if (finished.closed > 0) await refreshStandingsAt(domain, result);
  return finished;
}
