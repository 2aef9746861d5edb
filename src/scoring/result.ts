import type { InstrumentId, LayerId } from "#src/names/instruments.ts";
import type { CheckAnswer, Clarity, Confidence, Verdict } from "#src/names/scoring.ts";

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

/** The four checks of the founding texts (2.0.0, section 7), each line in the order of the method. */
export interface Checks {
  fourYes: CheckAnswer[];
  practical: CheckAnswer[];
  /** "yes" means that the sign is there. Empty in the Snapshot. */
  signs: CheckAnswer[];
  /** Empty in the Snapshot. */
  boundary: CheckAnswer[];
}

/** Everything the method says about one submission. Plain data: stored as scored, sent as JSON, rendered by the report. */
export interface Result {
  instrument: InstrumentId;
  bankVersion: string;
  modelVersion: string;
  provisional: boolean;

  layers: PerLayer<number>;
  exact: PerLayer<number>;
  /** By displayed score, or "Unknown" where the version says so. */
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
  /** Every layer that shares the lowest score of the other layers. */
  nextLowest: LayerId[];
  basis: "answers" | "unknowns" | null;
  margin: number;
  sequence: LayerId[];
  heldBack: PerLayer<HeldBack[]>;
  /** Layers read from a place that is not reliable: visibility is below 40. */
  withoutReliablePlace: LayerId[];

  verdict: Verdict;
  /** True when the unknown answers, all at full credit, would make the same verdict. */
  verdictSettled: boolean;
  /** What the verdict would be with every unknown answer at full credit. */
  verdictAtBest: Verdict;
  /** The unknown items that decide between the two, in bank order; empty when the verdict is settled. */
  deciding: string[];
  define: number;
  enforce: number;
  fourYes: boolean;
  fourYesItems: { item: string; passed: boolean }[];
  /** All three of the practical test fail, which alone makes rank 0. */
  practicalFail: boolean;
  checks: Checks;

  confidence: Confidence;
  layerConfidence: PerLayer<Confidence>;
  unknowns: string[];
  contradictions: string[];
  hasty: boolean;

  share: PerLayer<number>;
  recoverablePercent: Range;
  /** Of every 100 points of the gap, those that come from unknown answers. */
  gapFromUnknowns: number;
  /** False at low confidence, when three in ten answers are unknown, or when too much of the gap is: no medium shows a cost or a share then. */
  costShown: boolean;
  money: Money | null;
  doubtfulDeals: DoubtfulDeals | null;
  /** Days by which a decision would come sooner if the cycle were 10% shorter; no revenue is claimed for it. */
  cycleDaysSooner: number | null;

  fixes: Fix[];
  /** With no dominant layer: up to three items at full credit to protect instead. */
  protect: string[];
}

/** What results scored before method 2.0.0 were stored without. */
type LaterReading =
  | "nextLowest"
  | "verdictSettled"
  | "verdictAtBest"
  | "deciding"
  | "practicalFail"
  | "checks"
  | "gapFromUnknowns";

/** A result as the database has it. */
export type StoredResult = Omit<Result, LaterReading> & Partial<Pick<Result, LaterReading>>;
