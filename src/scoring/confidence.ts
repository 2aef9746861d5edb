import type { Questions } from "#src/instruments/instrument.ts";
import type { InstrumentId, LayerId } from "#src/names/instruments.ts";
import { CONFIDENCES, type Confidence } from "#src/names/scoring.ts";
import { perLayer } from "./layers.ts";
import type { PerLayer, Submission } from "./result.ts";
import { type Scores, unknownShare } from "./scores.ts";

function oneLevelDown(level: Confidence): Confidence {
  return CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(level) - 1)] ?? "low";
}

/**
 * Whether the question pages went by faster than they can be read (method, section 7). The limit shrinks with the share
 * of items carried over from a Snapshot; without an elapsed time there is no flag.
 */
export function isHasty(bank: Questions, instrument: InstrumentId, submission: Submission): boolean {
  if (submission.elapsedSeconds === undefined) return false;
  const items = bank.instruments[instrument].items.length;
  const asked = items - (submission.carriedOver ?? 0);
  return submission.elapsedSeconds < (bank.model.haste[instrument] * asked) / items;
}

/** Confidence in the whole result (method, section 7); a Snapshot is never "high". */
export function overallConfidence(
  bank: Questions,
  instrument: InstrumentId,
  exact: Scores,
  flags: { contradictions: number; hasty: boolean },
): Confidence {
  const limits = bank.model.confidence;
  const blind = unknownShare(exact);
  let level: Confidence = blind <= limits[instrument].medium ? "medium" : "low";
  if (instrument === "diagnostic" && blind <= limits.diagnostic.high) level = "high";
  if (flags.contradictions >= limits.contradictionsLowerAt) level = oneLevelDown(level);
  if (flags.hasty) level = oneLevelDown(level);
  return level;
}

/** Confidence in each layer (method, sections 5 and 7). */
export function layerConfidences(
  bank: Questions,
  instrument: InstrumentId,
  exact: Scores,
  overall: Confidence,
  unreliable: readonly LayerId[],
): PerLayer<Confidence> {
  return perLayer((layer) => {
    const level = exact.inLayer[layer].unknown >= bank.model.confidence[instrument].layerLowAtUnknown ? "low" : overall;
    return unreliable.includes(layer) ? oneLevelDown(level) : level;
  });
}
