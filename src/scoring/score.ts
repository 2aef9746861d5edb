import type { Questions } from "#src/instruments/instrument.ts";
import { type InstrumentId, LAYER_IDS } from "#src/names/instruments.ts";
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
  recoverableEnds,
  recoverablePercent,
} from "./cost.ts";
import { findDominant } from "./dominance.ts";
import { firstFixes, worthProtecting } from "./fixes.ts";
import { display, intervalName, perLayer } from "./layers.ts";
import { heldBackBy, orderOfWork, withoutReliablePlace } from "./order.ts";
import { likelyRange } from "./range.ts";
import { atFullCredit, read } from "./reading.ts";
import type { Result, Submission } from "./result.ts";
import { scoresOf, unknownShare } from "./scores.ts";
import { reachVerdict } from "./verdict.ts";

/**
 * Scores one submission by the method, sections 2 to 8. Pure: no clock, no locale, no randomness; the same answers in
 * any order give the same bytes. Every constant and every rule that
 * versions differ in comes from the bank.
 * @throws {UnknownIdError} with a sentence, for ids that the bank does not have.
 */
export function score(bank: Questions, instrument: InstrumentId, submission: Submission): Result {
  const reading = read(bank, instrument, submission);
  const { answered, tool, sizing } = reading;
  const width = bank.model.likelyHalfWidth80[instrument];

  const exact = scoresOf(bank, answered);
  const upper = exact.all.unknown === 0 ? exact : scoresOf(bank, atFullCredit(answered));
  const bounds = { exact, upper };
  const layers = perLayer((id) => display(exact.layers[id]));
  const overall = display(exact.overall);

  const contradictions = findContradictions(bank, instrument, reading, exact.layers);
  const hasty = isHasty(bank, instrument, submission);
  const confidence = overallConfidence(bank, instrument, exact, { contradictions: contradictions.length, hasty });

  const dominance = findDominant(bank, instrument, bounds, confidence);
  const verdict = reachVerdict(bank, bounds, tool);
  const sequence = orderOfWork(bank, exact.layers, dominance.clarity);
  const unreliable = withoutReliablePlace(bank, exact.layers);
  const unknowns = answered.filter(({ state }) => state !== "chosen").map(({ item }) => item.id);
  const recoverable = recoverableEnds(bank, exact.layers);
  const isBlind = unknownShare(exact) >= bank.model.dominant.blindShare;

  return {
    instrument,
    bankVersion: bank.bankVersion,
    modelVersion: bank.modelVersion,
    provisional: answered.some(({ state }) => state === "missing"),
    layers,
    exact: exact.layers,
    statuses: perLayer((id) => statusOf(bank, instrument, layers[id], exact.inLayer[id].unknown)),
    overall,
    band: intervalName(bank.model.bands, overall),
    range: {
      ...perLayer((id) => likelyRange(exact.layers[id], upper.layers[id], width.layer)),
      overall: likelyRange(exact.overall, upper.overall, width.overall),
    },
    dominant: dominance.dominant,
    clarity: dominance.clarity,
    candidates: dominance.candidates,
    basis: dominance.basis,
    weakest: dominance.weakest,
    nextLowest: dominance.nextLowest,
    margin: dominance.margin,
    sequence,
    heldBack: heldBackBy(bank, exact.layers),
    withoutReliablePlace: unreliable,
    verdict: verdict.verdict,
    verdictSettled: verdict.verdictSettled,
    verdictAtBest: verdict.verdictAtBest,
    deciding: verdict.deciding,
    define: verdict.define,
    enforce: verdict.enforce,
    fourYes: verdict.fourYes,
    fourYesItems: verdict.fourYesItems,
    practicalFail: verdict.practicalFail,
    checks: findChecks(bank, instrument, reading),
    confidence,
    layerConfidence: layerConfidences(bank, instrument, exact, confidence, unreliable),
    unknowns,
    contradictions,
    hasty,
    share: gapShares(
      bank,
      perLayer((id) => exact.inLayer[id].credits),
      exact.all.items / LAYER_IDS.length,
    ),
    recoverablePercent: recoverablePercent(recoverable),
    gapFromUnknowns: gapFromUnknowns(exact.all),
    costShown: confidence !== "low" && !isBlind && !isGapUnknown(bank, exact.all),
    money: moneyLines(recoverable, sizing),
    doubtfulDeals: doubtfulDeals(bank, sizing),
    cycleDaysSooner: sizing.z_cycle === undefined ? null : display(sizing.z_cycle) / 10,
    fixes: firstFixes(answered, sequence, dominance.dominant),
    protect: dominance.dominant === null ? worthProtecting(answered) : [],
  };
}

/** The word by displayed score, or "Unknown" from the version's number of unknown items on (2.0.0, section 5). */
function statusOf(bank: Questions, instrument: InstrumentId, displayed: number, unknown: number): string {
  const unknownAt = bank.model.statusUnknownAt?.[instrument] ?? Infinity;
  return unknown >= unknownAt ? UNKNOWN_STATUS : intervalName(bank.model.layerStatuses, displayed);
}
