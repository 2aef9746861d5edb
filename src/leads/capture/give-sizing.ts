import { addSizing } from "#src/assessments/add-sizing.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { refreshStandingsAt, type StandingDomain } from "#src/leads/standing/refresh.ts";

/**
 * Scores a result again with sizing numbers and sees what that says about whoever asked for it. Returns false where the
 * result takes no more of them.
 */
export async function giveSizing(
  domain: Domain & StandingDomain,
  reference: string,
  sizing: Readonly<Record<string, number>>,
  currency: string,
): Promise<boolean> {
  const revision = await addSizing(domain, reference, sizing, currency);
  if (typeof revision === "number") await refreshStandingsAt(domain, reference);
  return revision !== "full";
}
