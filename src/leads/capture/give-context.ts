import { type GivenAnswer, describe as keep } from "#src/assessments/answer.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { type StandDomain, standLeadsOf } from "#src/leads/standing/stand.ts";

/** Keeps an answer about the firm, given after the result, and sees what it says about whoever asked for the report. */
export async function giveContext(domain: Domain & StandDomain, reference: string, answer: GivenAnswer): Promise<void> {
  await keep(domain, reference, answer);
  await standLeadsOf(domain, reference);
}
