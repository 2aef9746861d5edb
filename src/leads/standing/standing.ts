import type { leadStandings } from "#db/schema/leads.ts";
import { sourceOf } from "#src/assessments/source-of.ts";
import type { Fee } from "#src/scoring/lead-fit.ts";
import { type LeadScore, leadScore } from "#src/scoring/lead-score.ts";
import type { AttachedAssessment, LeadFacts } from "./lead-facts.ts";
import { outreachOf } from "./outreach.ts";
import { signalsOf } from "./signals.ts";

type Row = typeof leadStandings.$inferSelect;

/** What is computed of a standing; the rest is what staff made of it, and the rank follows from both. */
export type Standing = Omit<Row, "status" | "ownerId" | "callAnsweredAt" | "toldStaffAt" | "rank">;

/**
 * A standing with the score that it was made from. Without consent to follow-up nothing is computed; a lead that is
 * excluded scores zero, and the standing keeps no score for it, so that no list ranks it.
 */
export interface Stood {
  standing: Standing;
  score: LeadScore | null;
}

/** Where a lead stands at `now`, read off its newest assessment; null for a lead without one. */
export function standingOf(facts: LeadFacts, fee: Fee | null, now: number): Stood | null {
  const subject = newestOf(facts.assessments);
  if (!subject) return null;
  const { result, sizing, currency } = subject.newest;
  const signals = signalsOf(facts);
  const outreach = outreachOf(facts, subject.context.c_market);
  const excluded = outreach !== "allowed";
  const input = { context: subject.context, sizing, currency, fee, result, signals, excluded };
  const score = outreach === "report-only" ? null : leadScore(input, now);
  const kept = excluded ? null : score;
  return {
    score,
    standing: {
      leadId: facts.lead.id,
      assessmentId: subject.id,
      instrument: subject.instrument,
      overall: result.overall,
      verdict: result.verdict,
      dominant: result.dominant,
      clarity: result.clarity,
      source: sourceOf(subject.attribution),
      outreach,
      score: kept?.score ?? null,
      need: kept?.need ?? null,
      fit: kept?.fit ?? null,
      intent: kept?.intent ?? null,
      grade: kept?.grade ?? null,
      signals,
      scoredAsOf: now,
      callAskedAt: signals.find(({ kind }) => kind === "call-asked")?.at ?? null,
      lastSignalAt: Math.max(subject.completedAt, subject.attachedAt, ...signals.map(({ at }) => at)),
    },
  };
}

/** The one completed last; of two at once the later row. */
export function newestOf(assessments: readonly AttachedAssessment[]): AttachedAssessment | null {
  return assessments.reduce<AttachedAssessment | null>(
    (newest, one) =>
      newest && (newest.completedAt > one.completedAt || (newest.completedAt === one.completedAt && newest.id > one.id))
        ? newest
        : one,
    null,
  );
}
