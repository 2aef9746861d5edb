/** Names of consent purposes and lead events. This file imports nothing, so the database schema may use it too. */
export const CONSENT_PURPOSES = ["report", "follow-up", "call"] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const LEAD_EVENTS = ["report-asked", "call-asked", "detached"] as const;
export type LeadEvent = (typeof LEAD_EVENTS)[number];

export const SUPPRESSION_REASONS = ["not-you", "bounced", "complained"] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];
