import { OUTREACH_CHOICES, type Outreach, type OutreachChoice } from "#src/names/leads.ts";
import type { LeadFacts } from "./lead-facts.ts";

/** What staff last said of outreach to this lead. */
export function choiceOf(events: LeadFacts["events"]): OutreachChoice {
  const last = events.findLast(({ kind }) => kind === "outreach-changed")?.toValue;
  return OUTREACH_CHOICES.find((choice) => choice === last) ?? "as-consented";
}

/**
 * Whether the lead may be written to (method, section 14): what staff found comes first, then what the lead withdrew or
 * never gave, then who the lead sells to. `market` is the answer to `c_market`.
 */
export function outreachOf(facts: LeadFacts, market: string | undefined): Outreach {
  const { events, consents, suppressed } = facts;
  const choice = choiceOf(events);
  if (choice !== "as-consented") return choice;
  if (suppressed) return "opted-out";
  const followUps = consents.filter(({ purpose }) => purpose === "follow-up");
  if (!followUps.some(({ withdrawnAt }) => withdrawnAt === null))
    return followUps.length > 0 ? "opted-out" : "report-only";
  return market === "b2c" ? "consumers" : "allowed";
}
