import { besideEachOther } from "./progress-beside.ts";
import { progressChart } from "./progress-chart.ts";
import { firstPage } from "./progress-first.ts";
import { progressHeadline } from "./progress-headline.ts";
import { progressLayers } from "./progress-layers.ts";
import { progressMoved } from "./progress-moved.ts";
import { progressNext } from "./progress-next.ts";
import { type ProgressSource, pairsOf } from "./progress-source.ts";
import { progressSteps, readingLines } from "./progress-steps.ts";

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
    chart: progressChart(source, pairs),
    steps: progressSteps(source, pairs),
    readings: readingLines(source),
    beside: besideEachOther(source, pairs),
    layers: progressLayers(source, pairs),
    moved: progressMoved(source, pairs),
    next: progressNext(source, pairs.latest),
  };
}
