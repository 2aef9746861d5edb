import { memoised } from "#src/memoised.ts";
import type { Query } from "./transaction.ts";

/**
 * A read whose SQL is written once for each database, and from then on only sent with its values: writing it takes longer
 * than asking it. What `build` makes names its values with `sql.placeholder`, and ends in `.prepare()`.
 */
export const prepared: <T>(build: (query: Query) => T) => (query: Query) => T = memoised;
