import type { Attribution } from "#db/schema/assessments.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import type { ConsentPurpose, LeadEvent } from "#src/names/leads.ts";
import type { StoredResult } from "#src/scoring/result.ts";

/** One completed assessment under a lead's address. Times are milliseconds since 1970. */
export interface AttachedAssessment {
  id: number;
  instrument: InstrumentId;
  attribution: Attribution;
  completedAt: number;
  attachedAt: number;
  /** Answers to the questions about the firm. */
  context: Record<string, string>;
  /** When each of those was answered. */
  contextAt: number[];
  /** The newest revision. */
  newest: { sizing: Record<string, number>; currency: string; result: StoredResult };
  /** When each revision was scored, oldest first, and whether it had sizing numbers. */
  scorings: { scoredAt: number; isSized: boolean }[];
}

export interface LeadFactsEvent {
  kind: LeadEvent;
  assessmentId: number | null;
  toValue: string | null;
  at: number;
}

/** Everything that a lead's standing is made from. */
export interface LeadFacts {
  lead: { id: string; address: string };
  assessments: AttachedAssessment[];
  /** Oldest first. */
  events: LeadFactsEvent[];
  consents: { purpose: ConsentPurpose; withdrawnAt: number | null }[];
  /** The address is on the suppression list. */
  suppressed: boolean;
}
