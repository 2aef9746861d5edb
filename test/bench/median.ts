/** The middle one of these values, the upper of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}

/** Milliseconds that a work takes: the median of so many rounds after a first one, for which caches and code are cold. */
export async function medianTime(work: () => Promise<unknown>, rounds: number): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return median(taken);
}
