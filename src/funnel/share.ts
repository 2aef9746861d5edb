/** Below this many sittings no rate and no median is shown at all. */
const TOO_FEW = 5;
/** Below this many, what is shown comes with a word of care. */
const FEW = 30;

/** A part of a whole in percent, rounded; null where the whole is too small for a rate to mean anything. */
export function percentOf(part: number, whole: number): number | null {
  return whole < TOO_FEW ? null : Math.round((100 * part) / whole);
}

/** True where a rate or a median of so many should be named as resting on few. */
export const restsOnFew = (count: number): boolean => count < FEW;

/** A value that rests on enough, else null. */
export const ifEnough = (value: number | null, count: number): number | null => (count < TOO_FEW ? null : value);
