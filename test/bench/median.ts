/** The middle one of these values, the upper of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}

type Work = () => Promise<unknown>;

/**
 * Milliseconds that a work takes and those of its floor: medians of so many rounds of each, after a first one, for which caches
 * and code are cold. They take turns, `each` works to one floor, since a machine's speed changes within a minute.
 */
export async function inTurn({ work, floor, rounds, each }: { work: Work; floor: Work; rounds: number; each: number }) {
  await work();
  await floor();
  const works: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await timeOf(floor));
    for (let one = 0; one < each; one += 1) works.push(await timeOf(work));
  }
  return { here: median(works), floor: median(floors) };
}

async function timeOf(work: Work): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
