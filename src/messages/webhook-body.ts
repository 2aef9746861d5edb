import type { Attribution } from "#db/schema/assessments.ts";
import type { InstrumentId, LayerId } from "#src/names/instruments.ts";
import type { Grade, LeadStatus, Outreach } from "#src/names/leads.ts";
import type { Clarity, Confidence, Verdict } from "#src/names/scoring.ts";

/** What every webhook receives. `timestamp` is when it happened; the data are as they were when it was first sent. */
export type WebhookBody = { timestamp: string } & (
  | { type: "lead.created" | "lead.updated"; data: LeadData }
  | { type: "assessment.completed"; data: AssessmentData }
  | { type: "test"; data: { message: string; desk_url: string } }
);

/**
 * The result of one sitting: scores only, nothing that leads to who it was. Layers and overall 0 to 100; `range` is the
 * likely range of the overall score; times are ISO 8601 in UTC.
 */
export interface AssessmentData {
  instrument: InstrumentId;
  bank_version: string;
  model_version: string;
  completed_at: string;
  overall: number;
  range: readonly [low: number, high: number];
  band: string;
  verdict: Verdict;
  layers: Record<LayerId, number>;
  dominant: LayerId | null;
  clarity: Clarity;
  confidence: Confidence;
}

/**
 * A lead with its newest assessment. `score` is null unless `outreach` is "allowed": nobody else may be written to. The
 * private link of the result is not here; `desk_url` opens the lead for staff.
 */
export interface LeadData {
  id: string;
  desk_url: string;
  address: string;
  name: string | null;
  firm: string | null;
  phone: string | null;
  created_at: string;
  outreach: Outreach;
  status: LeadStatus;
  /** The address of who of staff owns the lead. */
  owner: string | null;
  /** Method, section 14: all 0 to 100 but the grade. */
  score: { score: number; need: number; fit: number; intent: number; grade: Grade; as_of: string } | null;
  call_asked_at: string | null;
  call_answered_at: string | null;
  /** One word or host for how the lead arrived. */
  source: string;
  /** utm_*, click ids, the referrer's host and the landing path, as far as they were there. */
  attribution: Attribution;
  assessment: AssessmentData;
}
