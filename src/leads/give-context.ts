import { type GivenAnswer, describe as keep } from "../assessments/answer.ts";
import type { Domain } from "../assessments/domain.ts";
import { type StandDomain, standLeadsOf } from "./stand.ts";

/** Keeps an answer about the firm, given after the result, and sees what it says about whoever asked for the report. */
export async function giveContext(domain: Domain & StandDomain, reference: string, answer: GivenAnswer): Promise<void> {
  await keep(domain, reference, answer);
  await standLeadsOf(domain, reference);
}
