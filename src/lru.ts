/** The `most` values that were asked for or set last, by key. */
export function latest<T>(most: number) {
  const kept = new Map<string, T>();
  const set = (key: string, value: T) => {
    kept.delete(key);
    kept.set(key, value);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
  };
  return {
    set,
    get(key: string): T | undefined {
      const found = kept.get(key);
      if (found !== undefined) set(key, found);
      return found;
    },
    /** Lets go of a value, where no other has taken its place. */
    drop(key: string, value: T): void {
      if (kept.get(key) === value) kept.delete(key);
    },
  };
}

const MOST_TEXTS = 500;
const LONGEST_TEXT = 100;

/** The same function of a text, whose last results are kept where the text is short: some addresses are asked for again and again. */
export function remembered<T extends object | string | null>(conclude: (text: string) => T): (text: string) => T {
  const kept = latest<T>(MOST_TEXTS);
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
