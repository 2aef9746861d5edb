import { z } from "zod";
import { words } from "#src/typeset.ts";
import { credit, itemId, perInstrument, points, share } from "./fields.ts";

/** Which item answers which line of the checks (method 2.0.0, section 7). */
const checked = z.strictObject({
  stageRules: itemId,
  followUp: itemId,
  buyerResponse: itemId,
  stalledDeals: itemId,
  leadSource: itemId,
  forecastReview: itemId,
  qualifyingTest: itemId,
  deliveryTerms: itemId,
});

/**
 * Every constant of scoring. A rule that came with a later version is an optional key: where it is absent, the rule of
 * 1.0.0 holds, so that a version scores for ever as it did when it was published (method 2.0.0, section 11).
 */
export const model = z.strictObject({
  overall: z.strictObject({ meanWeight: share, minWeight: share }),
  bands: z.array(z.strictObject({ min: points, id: words, name: words })).min(1),
  layerStatuses: z.array(z.strictObject({ min: points, name: words })).min(1),
  dominant: z.strictObject({
    holdAt: points,
    tieWindow: points,
    clearMargin: perInstrument(points),
    evenSpread: perInstrument(points),
    blindShare: share,
    readyAt: points,
    heldBackBelow: points,
    heldBetterBelow: points,
    unreliableVisibilityBelow: points,
    /** True: "clear" also needs that no unknown answer could lift the layer past the next, and no low confidence. */
    clearNeedsKnown: z.boolean().optional(),
  }),
  /** From how many unknown items on a layer's status is "Unknown". Absent: never. */
  statusUnknownAt: perInstrument(z.int().positive()).optional(),
  verdict: z.strictObject({
    defineAt: points,
    enforceAt: points,
    functioningMinLayer: points,
    /** Answers to `c_tool` that count as a tool. Absent: a CRM alone. */
    toolIds: z.array(words).min(1).optional(),
    /** Up to which credit an item's answer says that nothing is written. */
    unwrittenAtMost: z.record(itemId, credit).optional(),
  }),
  /** Absent: the items of 1.0.0. */
  checks: checked.optional(),
  confidence: z.strictObject({
    diagnostic: z.strictObject({ high: share, medium: share, layerLowAtUnknown: z.int().positive() }),
    snapshot: z.strictObject({ medium: share, layerLowAtUnknown: z.int().positive() }),
    contradictionsLowerAt: z.int().positive(),
  }),
  haste: perInstrument(z.number().positive()),
  likelyHalfWidth80: perInstrument(z.strictObject({ layer: points, overall: points })),
  clearChange: perInstrument(z.strictObject({ overall: points, layer: points })),
  retake: z.strictObject({ warnUnderDays: z.int().positive(), inviteAtDays: z.int().positive() }),
  carryOverDays: z.int().positive(),
  cost: z.strictObject({
    perLayerShareLow: share,
    perLayerShareHigh: share,
    openDealsTolerance: z.number().positive(),
    daysPerMonth: z.number().positive(),
    /** The share of the gap that may not come from unknown answers where a cost is shown. Absent: any may. */
    withheldAtUnknownShare: share.optional(),
  }),
});

export type CheckedItems = z.infer<typeof checked>;
