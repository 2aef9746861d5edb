import type { InstrumentId, LayerId } from "#src/names/instruments.ts";
import type { Clarity, Confidence, Verdict } from "#src/names/scoring.ts";

/**
 * One submission (method, section 2). `answers` maps item id to option id or "dk"; a missing answer scores like "dk".
 * `sizing` values outside the bank's bounds count as absent. `elapsedSeconds` is time on question pages.
 * `carriedOver` counts scored items that came from an earlier Snapshot and were not answered again.
 */
export interface Submission {
  answers: Readonly<Record<string, string>>;
  context?: Readonly<Record<string, string>> | undefined;
  sizing?: Readonly<Record<string, number>> | undefined;
  elapsedSeconds?: number | undefined;
  carriedOver?: number | undefined;
}

export type Range = readonly [low: number, high: number];
export type PerLayer<T> = Record<LayerId, T>;

/** Why a layer below 75 waits (section 5): "absent" is a prerequisite below 25, "partial" one from 25 to 49. */
export interface HeldBack {
  by: LayerId;
  strength: "absent" | "partial";
}

/** An item worth acting on: a known gap, an unknown, or a practice that is there in part. */
export interface Fix {
  item: string;
  kind: "gap" | "unknown" | "partial";
}

/** Money lines of section 8. Amounts are in the currency the respondent thinks in; null where a number is missing. */
export interface Money {
  annualNewRevenue: number;
  /** Both ends at two significant figures; null when there is no new revenue to apply the share to. */
  recoverable: Range | null;
  forecastGap: number | null;
  /** What +10% on deals, value or win rate would bring, each taken alone. */
  tenPercentMore: number;
}

export interface DoubtfulDeals {
  listed: number;
  expected: number;
  doubtful: number;
}

/** Everything the method says about one submission. Plain data: stored as scored, sent as JSON, rendered by the report. */
export interface Result {
  instrument: InstrumentId;
  bankVersion: string;
  modelVersion: string;
  provisional: boolean;

  layers: PerLayer<number>;
  exact: PerLayer<number>;
  statuses: PerLayer<string>;
  overall: number;
  band: string;
  range: PerLayer<Range> & { overall: Range };

  dominant: LayerId | null;
  clarity: Clarity;
  /** Layers level with the dominant one inside the tie window, in the order of section 4; dominant first. */
  candidates: LayerId[];
  /** The lowest layer, ties upstream. Equals `dominant` unless all hold or the blind-spot rule moved it. */
  weakest: LayerId;
  basis: "answers" | "unknowns" | null;
  margin: number;
  sequence: LayerId[];
  heldBack: PerLayer<HeldBack[]>;
  /** Layers read from a place that is not reliable: visibility is below 40. */
  withoutReliablePlace: LayerId[];

  verdict: Verdict;
  define: number;
  enforce: number;
  fourYes: boolean;
  fourYesItems: { item: string; passed: boolean }[];

  confidence: Confidence;
  layerConfidence: PerLayer<Confidence>;
  unknowns: string[];
  contradictions: string[];
  hasty: boolean;

  share: PerLayer<number>;
  recoverablePercent: Range;
  /** False at low confidence or when three in ten answers are unknown: no medium shows a cost then. */
  costShown: boolean;
  money: Money | null;
  doubtfulDeals: DoubtfulDeals | null;
  /** Days by which a decision would come sooner if the cycle were 10% shorter; no revenue is claimed for it. */
  cycleDaysSooner: number | null;

  fixes: Fix[];
  /** With no dominant layer: up to three items at full credit to protect instead. */
  protect: string[];
}
