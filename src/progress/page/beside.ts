import { costPart } from "#src/report/parts/cost.ts";
import { dominantPart } from "#src/report/parts/dominant.ts";
import { withItsBank } from "#src/report/parts/source.ts";
import { verdictPart } from "#src/report/parts/verdict.ts";
import { capital } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import { between, datesOf, type Pairs, type ProgressSource, type Reading, scoreAndBand } from "./source.ts";

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
  const row = (label: string, say: (reading: Reading) => string) => ({
    label,
    before: say(before),
    after: say(latest),
  });
  const scores =
    basis === "scores"
      ? [
          row(words.score, (reading) => scoreAndBand(source, reading)),
          row(words.confidence, ({ result }) => capital(result.confidence)),
        ]
      : [];
  const cost =
    basis === "scores" ? [row(words.cost, (reading) => costOf(withItsBank({ ...source, assessment: reading })))] : [];
  return {
    heading: words.heading,
    lede: basis === "scores" ? words.lede : basis === "anchors" ? words.ledeAnchors : words.ledeShared,
    columns: [column(before), column(latest)],
    rows: [
      ...scores,
      row(words.verdict, (reading) => verdictPart(withItsBank({ ...source, assessment: reading })).title),
      row(words.dominant, (reading) => dominantPart(withItsBank({ ...source, assessment: reading })).headline),
      ...cost,
    ],
  };
}

function costOf(source: Parameters<typeof costPart>[0]): string {
  const cost = costPart(source);
  return cost.shown ? `${cost.headline} ${cost.small}`.trim() : cost.why;
}
