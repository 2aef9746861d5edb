import type { Bank } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { isHasty, layerConfidences, overallConfidence } from "./confidence.ts";
import { findContradictions } from "./contradictions.ts";
import { doubtfulDeals, gapShares, moneyLines, recoverablePercent } from "./cost.ts";
import { findDominant, unknownShare } from "./dominance.ts";
import { firstFixes, worthProtecting } from "./fixes.ts";
import { creditSums, display, intervalName, layerScores, overallScore, perLayer } from "./layers.ts";
import { heldBackBy, orderOfWork, withoutReliablePlace } from "./order.ts";
import { likelyRange } from "./range.ts";
import { read } from "./reading.ts";
import type { Result, Submission } from "./result.ts";
import { reachVerdict } from "./verdict.ts";

/**
 * Scores one submission by the method, sections 2 to 8. Pure: no clock, no locale, no randomness; the same answers in
 * any order give the same bytes. Every constant comes from the bank.
 * @throws {UnknownIdError} with a sentence, for ids that the bank does not have.
 */
export function score(bank: Bank, instrument: InstrumentId, submission: Submission): Result {
  const reading = read(bank, instrument, submission);
  const { answered, sizing } = reading;
  const itemsPerLayer = answered.length / bank.layers.length;
  const width = bank.model.likelyHalfWidth80[instrument];

  const credits = creditSums(bank, answered, 0);
  const upperCredits = creditSums(bank, answered, 4);
  const exact = layerScores(bank, credits, itemsPerLayer);
  const upper = layerScores(bank, upperCredits, itemsPerLayer);
  const layers = perLayer(bank, (id) => display(exact[id]));
  const exactOverall = overallScore(bank, credits, itemsPerLayer);
  const overall = display(exactOverall);

  const dominance = findDominant(bank, instrument, exact, answered);
  const sequence = orderOfWork(bank, exact, dominance.clarity);
  const unreliable = withoutReliablePlace(bank, exact);

  const contradictions = findContradictions(bank, instrument, reading, exact);
  const hasty = isHasty(bank, instrument, submission);
  const confidence = overallConfidence(bank, instrument, answered, { contradictions: contradictions.length, hasty });

  return {
    instrument,
    bankVersion: bank.bankVersion,
    modelVersion: bank.modelVersion,
    provisional: answered.some(({ state }) => state === "missing"),
    layers,
    exact,
    statuses: perLayer(bank, (id) => intervalName(bank.model.layerStatuses, layers[id])),
    overall,
    band: intervalName(bank.model.bands, overall),
    range: {
      ...perLayer(bank, (id) => likelyRange(exact[id], upper[id], width.layer)),
      overall: likelyRange(exactOverall, overallScore(bank, upperCredits, itemsPerLayer), width.overall),
    },
    ...dominance,
    sequence,
    heldBack: heldBackBy(bank, exact),
    withoutReliablePlace: unreliable,
    ...reachVerdict(bank, answered, exact, reading.tool),
    confidence,
    layerConfidence: layerConfidences(bank, instrument, answered, confidence, unreliable),
    unknowns: answered.filter(({ state }) => state !== "chosen").map(({ item }) => item.id),
    contradictions,
    hasty,
    share: gapShares(bank, credits, itemsPerLayer),
    recoverablePercent: recoverablePercent(bank, exact),
    costShown: confidence !== "low" && unknownShare(answered) < bank.model.dominant.blindShare,
    money: moneyLines(bank, exact, sizing),
    doubtfulDeals: doubtfulDeals(bank, sizing),
    cycleDaysSooner: sizing.z_cycle === undefined ? null : display(sizing.z_cycle) / 10,
    fixes: firstFixes(answered, sequence, dominance.dominant),
    protect: dominance.dominant === null ? worthProtecting(bank, answered) : [],
  };
}
