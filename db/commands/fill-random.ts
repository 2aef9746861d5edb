/** Numbers that look random and are the same in every run: the generator "mulberry32" from one seed. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number;
  /** One of these; an item that stands there twice comes twice as often. */
  of<T>(items: readonly T[]): T;
  chance(share: number): boolean;
  /** 24 characters that are safe in a path. */
  id(): string;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A generator that starts at this seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    of: (items) => items[below(items.length)] as (typeof items)[number],
    chance: (share) => next() < share,
    id: () => Array.from({ length: 24 }, () => LETTERS[below(LETTERS.length)]).join(""),
  };
}
