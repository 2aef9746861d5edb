import { costPart } from "#src/report/parts/cost.ts";
import { dominantPart } from "#src/report/parts/dominant.ts";
import type { Source } from "#src/report/parts/source.ts";
import { verdictPart } from "#src/report/parts/verdict.ts";
import { capital } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import {
  between,
  datesOf,
  type Pairs,
  type ProgressSource,
  type Reading,
  reportSource,
  scoreAndBand,
} from "./source.ts";

/** Two readings side by side, in words that the report of each uses. */
export interface BesideEachOther {
  heading: string;
  lede: string;
  columns: [before: string, latest: string];
  rows: { label: string; before: string; after: string }[];
}

/** The two readings of the headline beside each other. Scores and cost only where the scores may be compared at all. */
export function besideEachOther(source: ProgressSource, { before, latest }: Pairs): BesideEachOther {
  const { bank } = source;
  const { beside: words } = source.words.progress;
  const dates = datesOf(source);
  const { basis } = between(source, before, latest);
  const column = ({ instrument, completedAt }: Reading) =>
    fill(words.reading, { instrument: bank.instruments[instrument].name, date: dates.long(completedAt) });
  const row = (label: string, say: (report: Source) => string) => ({
    label,
    before: say(reportSource(source, before)),
    after: say(reportSource(source, latest)),
  });
  const scores =
    basis === "scores"
      ? [
          row(words.score, (report) => scoreAndBand(source.words.progress, report)),
          row(words.confidence, ({ assessment }) => capital(assessment.result.confidence)),
        ]
      : [];
  const cost = basis === "scores" ? [row(words.cost, costOf)] : [];
  return {
    heading: words.heading,
    lede: basis === "scores" ? words.lede : basis === "anchors" ? words.ledeAnchors : words.ledeShared,
    columns: [column(before), column(latest)],
    rows: [
      ...scores,
      row(words.verdict, (report) => verdictPart(report).title),
      row(words.dominant, (report) => dominantPart(report).headline),
      ...cost,
    ],
  };
}

function costOf(report: Source): string {
  const cost = costPart(report);
  return cost.shown ? `${cost.headline} ${cost.small}`.trim() : cost.why;
}
