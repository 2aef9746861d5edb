/**
 * At most `most` values, by key, among them at least the half of `most` that were asked for or set last. They lie in two halves:
 * where the newer one is full, the older goes as a whole, so that a value in the newer one costs no more than to look it up.
 */
export function latest<T>(most: number) {
  const half = Math.floor(most / 2);
  let newer = new Map<string, T>();
  let older = new Map<string, T>();
  const set = (key: string, value: T) => {
    if (newer.size >= half && !newer.has(key)) [newer, older] = [new Map(), newer];
    if (half > 0) newer.set(key, value);
  };
  return {
    set,
    get(key: string): T | undefined {
      const found = newer.get(key);
      if (found !== undefined) return found;
      const old = older.get(key);
      if (old !== undefined) set(key, old);
      return old;
    },
    /** Lets go of a value, where no other has taken its place. */
    drop(key: string, value: T): void {
      for (const half of [newer, older]) if (half.get(key) === value) half.delete(key);
    },
  };
}

const MOST_TEXTS = 500;
const LONGEST_TEXT = 100;

/** The same function of a text, whose last results are kept where the text is short: some are asked for again and again. */
export function remembered<T extends object | string | null>(
  conclude: (text: string) => T,
  most = MOST_TEXTS,
): (text: string) => T {
  const kept = latest<T>(most);
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const concluded = conclude(text);
    if (text.length <= LONGEST_TEXT) kept.set(text, concluded);
    return concluded;
  };
}

/**
 * A cache of the `most` results asked for last, by key. One result is made once however many ask for it at the same
 * time; one that failed is made again.
 */
export function lru<T>(most: number): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = latest<Promise<T>>(most);
  return (key, make) => {
    const known = kept.get(key);
    if (known) return known;
    const made = make();
    kept.set(key, made);
    made.catch(() => kept.drop(key, made));
    return made;
  };
}
