/** Names of leads, their consents and events. This file imports nothing, so the database schema may use it too. */
export const CONSENT_PURPOSES = ["report", "follow-up", "call", "reminder"] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** What happened to a lead; those of staff carry who did it. Nothing is overwritten: each change is a row. */
export const LEAD_EVENTS = [
  "report-asked",
  "call-asked",
  "detached",
  "signed-in",
  "retook",
  "commitment-made",
  "consent-withdrawn",
  "note",
  "status-changed",
  "owner-changed",
  "call-answered",
  "outreach-changed",
] as const;
export type LeadEvent = (typeof LEAD_EVENTS)[number];

export const LEAD_STATUSES = ["new", "contacted", "qualified", "disqualified", "converted"] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

/** What the form of the lead page changes, in the order in which it is done. */
export const LEAD_CHANGES = ["note", "call", "status", "owner", "outreach", "removed-note"] as const;
export type LeadChange = (typeof LEAD_CHANGES)[number];

/** The most characters that a note may have, a line break being one. */
export const LONGEST_NOTE = 1_900;

export const GRADES = ["A", "B", "C", "D"] as const;
export type Grade = (typeof GRADES)[number];

/**
 * Whether a lead may be written to (method, section 14). `allowed` needs standing follow-up consent; `report-only` never
 * gave it; `consumers` sells to consumers only; `not-a-buyer` is a competitor or student, as staff found; `opted-out`
 * withdrew or was suppressed. Only `allowed` is scored.
 */
export const OUTREACH = ["allowed", "report-only", "consumers", "not-a-buyer", "opted-out"] as const;
export type Outreach = (typeof OUTREACH)[number];

/** What staff may say of outreach; `as-consented` takes back what was said before. The values of `outreach-changed`. */
export const OUTREACH_CHOICES = ["as-consented", "not-a-buyer", "opted-out"] as const;
export type OutreachChoice = (typeof OUTREACH_CHOICES)[number];

/** Where a lead stands with coming back: a mail is to come, has asked, has led to another reading, or to a clear change. */
export const COMING_BACK = ["due", "asked", "back", "moved"] as const;
export type ComingBack = (typeof COMING_BACK)[number];

/** Which way a retake's score moved clearly. The value of `retook`; none where it did not. */
export const CLEAR_CHANGES = ["up", "down"] as const;
export type ClearChange = (typeof CLEAR_CHANGES)[number];

export const SUPPRESSION_REASONS = ["not-you", "bounced", "complained", "opted-out"] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];
