/** Names of the funnel. This file imports nothing, so the database schema may use it too. */
export const DISTRIBUTIONS = ["band", "verdict", "dominant"] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

/** Stands for every source together; no sitting has an empty one. */
export const ALL_SOURCES = "";
/** The less common sources of a day, counted together. */
export const OTHER_SOURCES = "(others)";
/** A result without a dominant layer. */
export const NO_LAYER = "none";
