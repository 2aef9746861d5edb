import { addSizing } from "#src/assessments/add-sizing.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { refreshStandingsAt, type StandingDomain } from "#src/leads/standing/refresh.ts";

/** Scores a result again with sizing numbers and sees what that says about whoever asked for it. */
export async function giveSizing(
  domain: Domain & StandingDomain,
  reference: string,
  sizing: Readonly<Record<string, number>>,
  currency: string,
): Promise<void> {
  const revision = await addSizing(domain, reference, sizing, currency);
  if (revision !== null) await refreshStandingsAt(domain, reference);
}
