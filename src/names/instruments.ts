/** Names that never change. This file imports nothing, so the database schema may use it too. */
export const INSTRUMENT_IDS = ["snapshot", "diagnostic"] as const;
export type InstrumentId = (typeof INSTRUMENT_IDS)[number];

/** Upstream first: every list of layers in the product keeps this order. */
export const LAYER_IDS = ["visibility", "integrity", "flow", "learning", "resilience"] as const;
export type LayerId = (typeof LAYER_IDS)[number];

export const FACETS = ["define", "enforce", "observe"] as const;
export type Facet = (typeof FACETS)[number];

/** The answer "Not sure". It is offered on every item and earns no credit. */
export const DONT_KNOW = "dk";
