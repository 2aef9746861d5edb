import type { Questions } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { UNKNOWN_STATUS } from "#src/names/scoring.ts";
import { findChecks } from "./checks.ts";
import { isHasty, layerConfidences, overallConfidence } from "./confidence.ts";
import { findContradictions } from "./contradictions.ts";
import {
  doubtfulDeals,
  gapFromUnknowns,
  gapShares,
  isGapUnknown,
  moneyLines,
  recoverablePercent,
  unknownGap,
} from "./cost.ts";
import { findDominant, unknownIn, unknownShare } from "./dominance.ts";
import { firstFixes, worthProtecting } from "./fixes.ts";
import { display, intervalName, perLayer, scoresOf } from "./layers.ts";
import { heldBackBy, orderOfWork, withoutReliablePlace } from "./order.ts";
import { likelyRange } from "./range.ts";
import { atFullCredit, read } from "./reading.ts";
import type { Result, Submission } from "./result.ts";
import { reachVerdict } from "./verdict.ts";

/**
 * Scores one submission by the method, sections 2 to 8. Pure: no clock, no locale, no randomness; the same answers in
 * any order give the same bytes. Every constant and every rule that
 * versions differ in comes from the bank.
 * @throws {UnknownIdError} with a sentence, for ids that the bank does not have.
 */
export function score(bank: Questions, instrument: InstrumentId, submission: Submission): Result {
  const reading = read(bank, instrument, submission);
  const { answered, sizing } = reading;
  const width = bank.model.likelyHalfWidth80[instrument];

  const exact = scoresOf(bank, answered);
  const upper = scoresOf(bank, atFullCredit(answered));
  const layers = perLayer((id) => display(exact.layers[id]));
  const overall = display(exact.overall);

  const contradictions = findContradictions(bank, instrument, reading, exact.layers);
  const hasty = isHasty(bank, instrument, submission);
  const confidence = overallConfidence(bank, instrument, answered, { contradictions: contradictions.length, hasty });

  const bounds = { scores: exact.layers, upper: upper.layers };
  const dominance = findDominant(bank, instrument, bounds, answered, confidence);
  const sequence = orderOfWork(bank, exact.layers, dominance.clarity);
  const unreliable = withoutReliablePlace(bank, exact.layers);
  const unknowns = answered.filter(({ state }) => state !== "chosen").map(({ item }) => item.id);
  const gap = unknownGap(bank, exact, unknowns.length);
  const isBlind = unknownShare(answered) >= bank.model.dominant.blindShare;

  return {
    instrument,
    bankVersion: bank.bankVersion,
    modelVersion: bank.modelVersion,
    provisional: answered.some(({ state }) => state === "missing"),
    layers,
    exact: exact.layers,
    statuses: perLayer((id) => statusOf(bank, instrument, layers[id], unknownIn(answered, id))),
    overall,
    band: intervalName(bank.model.bands, overall),
    range: {
      ...perLayer((id) => likelyRange(exact.layers[id], upper.layers[id], width.layer)),
      overall: likelyRange(exact.overall, upper.overall, width.overall),
    },
    ...dominance,
    sequence,
    heldBack: heldBackBy(bank, exact.layers),
    withoutReliablePlace: unreliable,
    ...reachVerdict(bank, answered, bounds, reading.tool),
    checks: findChecks(bank, instrument, reading),
    confidence,
    layerConfidence: layerConfidences(bank, instrument, answered, confidence, unreliable),
    unknowns,
    contradictions,
    hasty,
    share: gapShares(bank, exact.credits, exact.itemsPerLayer),
    recoverablePercent: recoverablePercent(bank, exact.layers),
    gapFromUnknowns: gapFromUnknowns(gap),
    costShown: confidence !== "low" && !isBlind && !isGapUnknown(bank, gap),
    money: moneyLines(bank, exact.layers, sizing),
    doubtfulDeals: doubtfulDeals(bank, sizing),
    cycleDaysSooner: sizing.z_cycle === undefined ? null : display(sizing.z_cycle) / 10,
    fixes: firstFixes(answered, sequence, dominance.dominant),
    protect: dominance.dominant === null ? worthProtecting(bank, answered) : [],
  };
}

/** The word by displayed score, or "Unknown" from the version's number of unknown items on (2.0.0, section 5). */
function statusOf(bank: Questions, instrument: InstrumentId, displayed: number, unknown: number): string {
  const unknownAt = bank.model.statusUnknownAt?.[instrument] ?? Infinity;
  return unknown >= unknownAt ? UNKNOWN_STATUS : intervalName(bank.model.layerStatuses, displayed);
}
