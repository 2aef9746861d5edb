import { answerAboutFirm, type GivenAnswer } from "#src/assessments/answer.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { refreshStandingsAt, type StandingDomain } from "#src/leads/standing/refresh.ts";

/** Keeps an answer about the firm, given after the result, and sees what it says about whoever asked for the report. */
export async function giveContext(
  domain: Domain & StandingDomain,
  reference: string,
  answer: GivenAnswer,
): Promise<void> {
  await answerAboutFirm(domain, reference, answer);
  await refreshStandingsAt(domain, reference);
}
