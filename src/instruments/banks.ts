import type { Bank } from "./instrument.ts";

/** Every published version. Results keep the version that asked, and each page speaks with that one. */
export interface Banks {
  /** The version that is asked. */
  newest: Bank;
  /** Every version, oldest first. */
  all: readonly Bank[];
  /** The version itself: for scoring, which names the version that asked. */
  exact(version: string): Bank;
  /** The newest patch of a version's minor: for asking and for words, which a patch may mend. */
  of(version: string): Bank;
}

/** Negative where `a` is the older version. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [numbersOf(a), numbersOf(b)];
  const differs = one.findIndex((number, place) => number !== other[place]);
  return differs < 0 ? 0 : (one[differs] ?? 0) - (other[differs] ?? 0);
}

/** The number that a version's scores may be compared under. */
export const majorOf = (version: string) => Number.parseInt(version, 10);

const minorOf = (version: string) => version.split(".").slice(0, 2).join(".");
const numbersOf = (version: string) => version.split(".").map(Number);

/**
 * The catalogue of these versions, given in any order; at least one.
 * @throws {RangeError} by `exact` and `of`, for a version that was never published
 */
export function catalogueOf(versions: readonly Bank[]): Banks {
  const all = versions.toSorted((a, b) => compareVersions(a.bankVersion, b.bankVersion));
  const newest = all.at(-1);
  if (!newest) throw new RangeError("No version of the bank is published.");
  const found = (version: string, bank: Bank | undefined) => {
    if (!bank) throw new RangeError(`Version ${version} of the bank is not published here.`);
    return bank;
  };
  return {
    newest,
    all,
    exact: (version) =>
      found(
        version,
        all.find(({ bankVersion }) => bankVersion === version),
      ),
    of: (version) =>
      found(
        version,
        all.findLast(({ bankVersion }) => minorOf(bankVersion) === minorOf(version)),
      ),
  };
}
