import { besideEachOther } from "./beside.ts";
import { progressChart } from "./chart.ts";
import { doneBetween } from "./done.ts";
import { firstPage } from "./first.ts";
import { howJudged, progressHeadline } from "./headline.ts";
import { progressLayers } from "./layers.ts";
import { progressFell, progressMoved } from "./moved.ts";
import { progressNext } from "./next.ts";
import { type ProgressSource, pairsOf } from "./source.ts";
import { progressSteps, readingLines } from "./steps.ts";

export type Progress = ReturnType<typeof progressPart>;
export type ProgressSeries = Extract<Progress, { kind: "series" }>;

/**
 * Every word and number of the founder's page, decided once: nothing is called clear but by `compare`, and every score is
 * the stored one. Pure: the same readings at the same time give the same page.
 */
export function progressPart(source: ProgressSource) {
  const [only] = source.readings;
  const pairs = pairsOf(source);
  if (!pairs) return only ? { kind: "first" as const, ...firstPage(source, only) } : { kind: "none" as const };
  return {
    kind: "series" as const,
    headline: progressHeadline(source, pairs),
    how: howJudged(source),
    fell: progressFell(source, pairs),
    chart: progressChart(source, pairs),
    steps: progressSteps(source, pairs),
    readings: readingLines(source),
    beside: besideEachOther(source, pairs),
    layers: progressLayers(source, pairs),
    done: doneBetween(source, pairs.first ?? pairs.before, pairs.latest),
    moved: progressMoved(source, pairs),
    next: progressNext(source, pairs.latest),
  };
}
