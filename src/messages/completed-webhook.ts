import type { HookMessage } from "#db/schema/deliveries.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import type { StoredResult } from "#src/scoring/result.ts";
import { hookBody, isoTime } from "./hook-envelope.ts";

export interface Completed {
  /** Milliseconds since 1970. */
  completedAt: number;
  result: StoredResult;
}

/** `assessment.completed`: scores only, nothing that leads to who it was. */
export function composeCompleted(completed: Completed, { kind, createdAt }: Delivery): HookMessage {
  return hookBody(kind, createdAt, assessmentData(completed));
}

/**
 * The result of one sitting as webhooks tell it. Layers and overall 0 to 100; `range` is the likely range of the overall
 * score; times are ISO 8601 in UTC. Where `verdict_settled` is false, unknown answers could make the verdict `verdict_at_best`;
 * both are null of a result that was scored before method 2.0.0, which does not say.
 */
export function assessmentData({ completedAt, result }: Completed) {
  return {
    instrument: result.instrument,
    bank_version: result.bankVersion,
    model_version: result.modelVersion,
    completed_at: isoTime(completedAt),
    overall: result.overall,
    range: result.range.overall,
    band: result.band,
    verdict: result.verdict,
    verdict_settled: result.verdictSettled ?? null,
    verdict_at_best: result.verdictAtBest ?? null,
    layers: result.layers,
    dominant: result.dominant,
    clarity: result.clarity,
    confidence: result.confidence,
  };
}
