import type { OwnReading } from "./own-reading.ts";

/**
 * What sentences claim, read by a person and written here by hand: a pattern of words and when it is true. It knows nothing of
 * the `needs` in the words, so a sentence whose needs are too few is found by what it says.
 */
export interface Claim {
  says: RegExp;
  isTrue(reading: OwnReading, words: RegExpExecArray): boolean;
}

/** The credit of the first of these items that was asked; null where it is not known, undefined where none was asked. */
export const credit = (reading: OwnReading, ...ids: string[]) => {
  const id = ids.find((one) => reading.credits.has(one));
  return id === undefined ? undefined : reading.credits.get(id);
};
