import type { Questions } from "#src/instruments/instrument.ts";
import { LAYER_IDS } from "#src/names/instruments.ts";
import { display, perLayer } from "./layers.ts";
import type { DoubtfulDeals, Money, PerLayer, Range } from "./result.ts";
import type { Sum } from "./scores.ts";

/** recoverable(k) = leak / (1 - leak), a share of current new revenue (method, section 8). */
function recoverable(bank: Questions, scores: PerLayer<number>, perLayerShare: number): number {
  const kept = bank.layers.reduce((product, { id }) => product * (1 - (perLayerShare * (100 - scores[id])) / 100), 1);
  return (1 - kept) / kept;
}

/** Both ends of the recoverable share (method, section 8). */
export function recoverableEnds(bank: Questions, scores: PerLayer<number>): Range {
  const { perLayerShareLow, perLayerShareHigh } = bank.model.cost;
  return [recoverable(bank, scores, perLayerShareLow), recoverable(bank, scores, perLayerShareHigh)];
}

/** Both ends of the recoverable share in percent, one decimal. */
export function recoverablePercent([low, high]: Range): Range {
  return [display(1000 * low) / 10, display(1000 * high) / 10];
}

/** Each layer's part of the gap: whole percents that total 100 by largest remainder, or all 0 without a gap. */
export function gapShares(bank: Questions, credits: PerLayer<number>, itemsPerLayer: number): PerLayer<number> {
  const gaps = perLayer((id) => 4 * itemsPerLayer - credits[id]);
  const total = bank.layers.reduce((sum, { id }) => sum + gaps[id], 0);
  if (total === 0) return gaps;
  const shares = perLayer((id) => Math.floor((100 * gaps[id]) / total));
  const remainders = perLayer((id) => (100 * gaps[id]) % total);
  for (let left = 100 - bank.layers.reduce((sum, { id }) => sum + shares[id], 0); left > 0; left -= 1) {
    const largest = LAYER_IDS.reduce((most, id) => (remainders[id] > remainders[most] ? id : most));
    shares[largest] += 1;
    remainders[largest] = -1;
  }
  return shares;
}

/** How many of every 100 points of the gap come from answers that could not be given (2.0.0, section 8); 0 without a gap. */
export function gapFromUnknowns({ items, credits, unknown }: Sum): number {
  const gap = 4 * items - credits;
  return gap === 0 ? 0 : display((100 * 4 * unknown) / gap);
}

/** Whether so much of the gap comes from unknown answers that this version shows no cost. */
export function isGapUnknown(bank: Questions, { items, credits, unknown }: Sum): boolean {
  const gap = 4 * items - credits;
  const { withheldAtUnknownShare } = bank.model.cost;
  return withheldAtUnknownShare !== undefined && gap > 0 && 4 * unknown >= withheldAtUnknownShare * gap;
}

/** Rounds half up to two significant figures: 51,983 becomes 52,000. */
export function twoSignificantFigures(amount: number): number {
  if (amount === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(amount)) - 1);
  const rounded = display(amount / unit) * unit;
  return unit < 1 ? Number(rounded.toPrecision(2)) : rounded;
}

/** Money lines, or null when deals a month, value or win rate is missing: never a guess (method, section 8). */
export function moneyLines([low, high]: Range, sizing: Readonly<Record<string, number>>): Money | null {
  const { z_opps: deals, z_acv: value, z_win: won, z_miss: miss } = sizing;
  if (deals === undefined || value === undefined || won === undefined) return null;
  const annual = (12 * deals * value * won) / 100;
  return {
    annualNewRevenue: display(annual),
    recoverable: annual > 0 ? [twoSignificantFigures(annual * low), twoSignificantFigures(annual * high)] : null,
    forecastGap: miss === undefined || annual === 0 ? null : display((annual * miss) / (100 - miss)),
    tenPercentMore: display(annual / 10),
  };
}

/** Open deals that may not be real, by Little's law with a quarter of tolerance (method, section 8). */
export function doubtfulDeals(bank: Questions, sizing: Record<string, number>): DoubtfulDeals | null {
  const { z_opps: deals, z_cycle: days, z_open: listed } = sizing;
  if (deals === undefined || days === undefined || listed === undefined) return null;
  const { daysPerMonth, openDealsTolerance } = bank.model.cost;
  const expected = (deals * days) / daysPerMonth;
  return {
    listed,
    expected: display(10 * expected) / 10,
    doubtful: Math.max(0, Math.floor(listed - openDealsTolerance * expected)),
  };
}
