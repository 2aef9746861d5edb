import { verdictPart } from "#src/report/parts/verdict.ts";
import { judge } from "#src/scoring/judge.ts";
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
  signed,
  unknownsIn,
} from "./source.ts";

/** One difference of two scores, judged. `strong` is the part of the note that says that it is clear. */
export interface Step {
  span: string;
  difference: string;
  clear: boolean;
  strong: string | null;
  note: string;
}

/** The newest steps that stand beside the chart; the table of readings has them all. */
const MOST_STEPS = 3;

/** The first reading against the latest, then each step of the same instrument, the newest first. */
export function progressSteps(source: ProgressSource, { latest, first, series }: Pairs): Step[] {
  const each = series.slice(1).map((after, place) => stepOf(source, series[place] as Reading, after));
  const whole = first ? [stepOf(source, first, latest)] : [];
  return [...whole, ...each.toReversed().slice(0, MOST_STEPS)];
}

function stepOf(source: ProgressSource, before: Reading, after: Reading): Step {
  const { bank } = source;
  const { steps: words } = source.words.progress;
  const dates = datesOf(source);
  const span = fill(words.span, { from: dates.long(before.completedAt), to: dates.long(after.completedAt) });
  const found = between(source, before, after);
  const { basis, overall } = found;
  if (!overall) {
    const note = basis === "anchors" ? words.anchors : words.uncertain;
    return { span, difference: words.none, clear: false, strong: null, note };
  }
  const threshold = bank.model.clearChange[after.instrument].overall;
  const difference = signed(overall.difference);
  const judged = judge(overall, found);
  const why = unknownsIn(source.words.progress, overall, judged);
  if (why !== null) return { span, difference, clear: false, strong: null, note: capital(why) };
  if (judged === "none") return { span, difference, clear: false, strong: null, note: words.notClear };
  if (judged === "early") return { span, difference, clear: false, strong: null, note: words.early };
  if (Math.abs(overall.difference) === threshold)
    return { span, difference, clear: true, strong: words.justClear, note: words.onlyJust };
  return { span, difference, clear: true, strong: words.clear, note: fill(words.threshold, { threshold }) };
}

/** One row of the table behind the chart. `change` compares with the one before by the same instrument. */
export interface ReadingLine {
  reference: string;
  date: string;
  instrument: string;
  score: string;
  /** Null for the first by its instrument. */
  change: Step | null;
  verdict: string;
}

/** Every reading in the order in which it was taken. */
export function readingLines(source: ProgressSource): ReadingLine[] {
  const { bank, readings } = source;
  const dates = datesOf(source);
  return readings.map((reading, place) => {
    const earlier = readings.slice(0, place).findLast(({ instrument }) => instrument === reading.instrument);
    const report = reportSource(source, reading);
    return {
      reference: reading.reference,
      date: dates.long(reading.completedAt),
      instrument: bank.instruments[reading.instrument].name,
      score: scoreAndBand(source.words.progress, report),
      change: earlier ? stepOf(source, earlier, reading) : null,
      verdict: verdictPart(report).title,
    };
  });
}
