/** Names of the funnel. This file imports nothing, so the database schema may use it too. */
export const DISTRIBUTIONS = ["band", "verdict", "dominant"] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];
