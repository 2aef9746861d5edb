/** Ten steps to each tenfold, in milliseconds: the tenths of a decade that the preferred numbers of ISO 3 name. */
const BOUNDS = [
  ...[1_000, 1_250, 1_600, 2_000, 2_500, 3_150, 4_000, 5_000, 6_300, 8_000],
  ...[10_000, 12_500, 16_000, 20_000, 25_000, 31_500, 40_000, 50_000, 63_000, 80_000],
  ...[100_000, 125_000, 160_000, 200_000, 250_000],
];
/** One visit of more than five minutes adds nothing to a time, so what lies above the last bound is taken to end here. */
const LONGEST = 300_000;

/** A histogram without any time in it: one count for each bucket, from "below 1 second" to "250 seconds or more". */
export const noTimes = (): number[] => Array.from({ length: BOUNDS.length + 1 }, () => 0);

/** Which bucket a time in milliseconds belongs to; a bound belongs to the bucket above it. */
export function bucketOf(milliseconds: number): number {
  const above = BOUNDS.findIndex((bound) => milliseconds < bound);
  return above === -1 ? BOUNDS.length : above;
}

/** The counts of several histograms together. */
export function addTimes(histograms: readonly (readonly number[])[]): number[] {
  const sum = noTimes();
  // A year of a funnel has a quarter of a million counts: an iterator over each histogram takes six times as long.
  for (const histogram of histograms)
    for (let bucket = 0; bucket < sum.length; bucket += 1) sum[bucket] = (sum[bucket] ?? 0) + (histogram[bucket] ?? 0);
  return sum;
}

/** How many times a histogram holds. */
export const countOf = (times: readonly number[]): number => times.reduce((sum, count) => sum + count, 0);

/** The median in seconds, as if the times of a bucket were spread evenly over it; null without any time. */
export function medianSeconds(times: readonly number[]): number | null {
  const half = countOf(times) / 2;
  if (half === 0) return null;
  let below = 0;
  for (const [bucket, count] of times.entries()) {
    if (below + count >= half) {
      const [low, high] = [BOUNDS[bucket - 1] ?? 0, BOUNDS[bucket] ?? LONGEST];
      return (low + ((half - below) / count) * (high - low)) / 1000;
    }
    below += count;
  }
  return null;
}
