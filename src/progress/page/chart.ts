import type { InstrumentId } from "#src/names/instruments.ts";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { judge } from "#src/scoring/judge.ts";
import { fill } from "#src/words/phrase.ts";
import type { ProgressWords } from "#src/words/progress.ts";
import { between, datesOf, type Join, joinsOf, type Pairs, type ProgressSource, type Reading } from "./source.ts";

/** A reading in the drawing. `x` is a share of the width in percent; labels are null where there is no room for them. */
export interface ChartPoint {
  x: number;
  score: number;
  label: string | null;
  /** Whether the label stands under the mark: away from a mark of the other instrument nearby. */
  below: boolean;
  clear: boolean;
  /** Low confidence: drawn hollow. */
  uncertain: boolean;
}

export interface ChartSeries {
  instrument: InstrumentId;
  points: ChartPoint[];
  /** Whether the point after this one is joined to it: never across instruments or major versions. */
  joined: Join[];
}

export interface TrendChart {
  /** What the drawing says to those who do not see it. */
  label: string;
  band: ReturnType<typeof bandAround> | null;
  series: ChartSeries[];
  dates: { x: number; text: string }[];
  /** What the marks stand for, each as it is drawn. */
  legend: { instrument: InstrumentId; uncertain: boolean; text: string }[];
}

const LEFT = 9;
const WIDTH = 82;
/** Room that a score and a date take, in percent of the width of a small screen. */
const SCORE_ROOM = 10;
const DATE_ROOM = 19;

/** The overall scores as a drawing, in percent of its width: one line an instrument, never joined to the other. */
export function progressChart(source: ProgressSource, { latest, before, first }: Pairs): TrendChart {
  const { bank, readings } = source;
  const { chart: words } = source.words.progress;
  const dates = datesOf(source);
  const place = placing(readings.map(({ completedAt }) => completedAt));
  const base = first ?? before;
  const found = between(source, base, latest);
  const { overall } = found;
  const threshold = bank.model.clearChange[latest.instrument].overall;

  const drawn = INSTRUMENT_IDS.map((instrument) => readings.filter((one) => one.instrument === instrument)).filter(
    (own) => own.length > 0,
  );
  const xs = readings.map(({ completedAt }) => place(completedAt));
  return {
    label: fill(words.label, { readings: drawn.map((own) => sayingOf(source, own)).join(" ") }),
    band: overall && bandAround(words, overall.before, threshold, dates.long(base.completedAt)),
    series: drawn.map((own) =>
      seriesOf(source, own, place, overall && judge(overall, found) === "clear" ? latest : null),
    ),
    dates: withRoom(xs, DATE_ROOM).map((at) => ({
      x: xs[at] ?? 0,
      text: dates.short(readings[at]?.completedAt ?? 0),
    })),
    legend: [
      ...(drawn.length > 1
        ? INSTRUMENT_IDS.map((instrument) => ({ instrument, uncertain: false, text: words[instrument] }))
        : []),
      ...(readings.some(({ result }) => result.confidence === "low")
        ? [{ instrument: drawn[0]?.[0]?.instrument ?? "diagnostic", uncertain: true, text: words.uncertain }]
        : []),
    ],
  };
}

/** The scores, 0 to 100, that are no clear change from one of this date (method, section 9), with what the chart says of them. */
export const bandAround = (words: ProgressWords["chart"], score: number, threshold: number, date: string) => ({
  low: Math.max(0, score - threshold + 1),
  high: Math.min(100, score + threshold - 1),
  text: fill(words.band, { threshold, date }),
});

/** One instrument's line. The accent falls on the latest reading only, and only where its change is clear. */
function seriesOf(
  source: ProgressSource,
  own: readonly Reading[],
  place: (at: number) => number,
  accent: Reading | null,
): ChartSeries {
  const xs = own.map(({ completedAt }) => place(completedAt));
  const labelled = new Set(withRoom(xs, SCORE_ROOM));
  return {
    instrument: own[0]?.instrument ?? "diagnostic",
    points: own.map((reading, at) => ({
      x: xs[at] ?? 0,
      score: reading.result.overall,
      label: labelled.has(at) ? String(reading.result.overall) : null,
      below: source.readings.some(
        (other) =>
          other.instrument !== reading.instrument &&
          other.result.overall > reading.result.overall &&
          Math.abs(place(other.completedAt) - (xs[at] ?? 0)) < SCORE_ROOM,
      ),
      clear: reading === accent,
      uncertain: reading.result.confidence === "low",
    })),
    joined: joinsOf(source, own),
  };
}

function sayingOf(source: ProgressSource, own: readonly Reading[]): string {
  const { bank } = source;
  const { chart: words } = source.words.progress;
  const dates = datesOf(source);
  const scores = own.map(({ completedAt, result }) =>
    fill(words.point, { score: result.overall, date: dates.long(completedAt) }),
  );
  const instrument = own[0] ? bank.instruments[own[0].instrument].name : "";
  return fill(words.reading, { instrument, scores: scores.join(", ") });
}

/** Where a time lies in the width, in percent: true to time, with room at both ends. */
export function placing(times: readonly number[]): (at: number) => number {
  const [from, to] = [Math.min(...times), Math.max(...times)];
  return (at) => (to === from ? 50 : LEFT + Math.round((1000 * WIDTH * (at - from)) / (to - from)) / 1000);
}

/** Which places may carry a label: the last, the first, then the others as far as each has `room` beside it. */
export function withRoom(xs: readonly number[], room: number): number[] {
  const order = [xs.length - 1, 0, ...xs.map((_, at) => at).slice(1, -1)];
  const kept: number[] = [];
  for (const at of order) if (kept.every((one) => Math.abs((xs[one] ?? 0) - (xs[at] ?? 0)) >= room)) kept.push(at);
  return kept.toSorted((one, other) => one - other);
}
