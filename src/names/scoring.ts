/** Names of what scoring concludes. This file imports nothing, so schemas and tables may use it too. */
export const VERDICTS = ["SCENARIO_A", "SCENARIO_B", "NO_SYSTEM", "PROCESS_NO_TOOL", "PARTIAL", "FUNCTIONING"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const CLARITIES = ["clear", "unsettled", "leading", "joint", "even", "blind-spot", "none"] as const;
export type Clarity = (typeof CLARITIES)[number];

/** Lowest first, so that "one level down" is one place to the left. */
export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** What stands for a layer's status where too many of its answers are unknown. */
export const UNKNOWN_STATUS = "Unknown";

/** How one line of a check comes out. */
export const CHECK_ANSWERS = ["yes", "no", "unsure"] as const;
export type CheckAnswer = (typeof CHECK_ANSWERS)[number];

/** The items of 1.0.0 that the checks look at, by what they ask. A later version names its own in `model.checks`. */
export const FIRST_CHECKED = {
  stageRules: "P1",
  followUp: "F2",
  buyerResponse: "P2",
  stalledDeals: "P4",
  leadSource: "V3",
  forecastReview: "L4",
  qualifyingTest: "P3",
  deliveryTerms: "R3",
} as const;
