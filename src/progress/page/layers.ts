import type { LayerId } from "#src/names/instruments.ts";
import { UNKNOWN_STATUS } from "#src/names/scoring.ts";
import type { Comparison } from "#src/scoring/compare.ts";
import { judge } from "#src/scoring/judge.ts";
import { fill, joinNames } from "#src/words/phrase.ts";
import {
  between,
  datesOf,
  type Join,
  joinsOf,
  moveOf,
  type Pairs,
  type ProgressSource,
  type Reading,
  signed,
  unknownsIn,
} from "./source.ts";

/** One small chart. `clear` is true only where the layer's change since the base reading is. */
export interface LayerTrend {
  id: LayerId;
  name: string;
  points: { at: number; score: number }[];
  clear: boolean;
  /** Whether the change is large enough and only too soon to be called clear. */
  early: boolean;
  strong: string | null;
  note: string;
  /** What the table says in the columns of changes. */
  changes: string[];
}

/** The layers over time by the instrument of the latest reading; `band` is drawn around each line's base reading. */
export interface LayerTrends {
  heading: string;
  lede: string;
  /** Which layers moved clearly since the base reading; undefined where that is not announced. */
  clearly: string | undefined;
  /** The reading around which the grey band lies, and the largest difference that is not clear; null where no change of a layer is announced. */
  base: { at: number; within: number } | null;
  layers: LayerTrend[];
  /** Whether each point of every line is joined to the next: never across major versions. */
  joined: Join[];
  dates: { at: number; short: string; long: string }[];
  /** Heads of the columns of changes: since the one before, since the first. */
  columns: string[];
}

/** A line for each layer. Changes are announced for the Diagnostic only, by its threshold (method, section 9). */
export function progressLayers(source: ProgressSource, pairs: Pairs): LayerTrends {
  const { bank } = source;
  const { layers: words } = source.words.progress;
  const { latest, before, first, series } = pairs;
  const dates = datesOf(source);
  const threshold = bank.model.clearChange[latest.instrument].layer;
  const name = bank.instruments[latest.instrument].name;
  const bases = (first ? [before, first] : [before]).filter((one) => between(source, one, latest).layers !== null);
  const base = bases.at(-1);
  const found = bases.map((one) => between(source, one, latest));
  const lede = () => {
    if (series.length < 2) return fill(words.alone, { instrument: name });
    if (base) return fill(words.announced, { threshold, date: dates.long(base.completedAt) });
    return latest.instrument === "snapshot" ? words.snapshot : words.uncertain;
  };
  const layers = series.length < 2 ? [] : bank.layers.map((layer) => trendOf(source, layer, { latest, series, found }));
  const namesWhere = (is: "clear" | "early") =>
    joinNames(layers.filter((layer) => layer[is]).map((layer) => layer.name));
  const [clear, early] = [namesWhere("clear"), namesWhere("early")];
  const clearly = [
    ...(clear ? [fill(words.clearly, { layers: clear })] : []),
    ...(early ? [fill(words.clearlyEarly, { layers: early })] : []),
  ];
  return {
    heading: words.heading,
    lede: lede(),
    clearly: base && (clearly.join(" ") || words.noneClearly),
    base: base ? { at: base.completedAt, within: threshold - 1 } : null,
    joined: joinsOf(source, series),
    dates: series.map(({ completedAt: at }) => ({ at, short: dates.short(at), long: dates.long(at) })),
    columns: bases.map((one) =>
      fill(words.change, { from: dates.short(one.completedAt), to: dates.short(latest.completedAt) }),
    ),
    layers,
  };
}

function trendOf(
  source: ProgressSource,
  { id, name }: { id: LayerId; name: string },
  { latest, series, found }: { latest: Reading; series: Reading[]; found: Comparison[] },
): LayerTrend {
  const { progress } = source.words;
  const { layers: words } = progress;
  const changes = found.flatMap((one) => {
    const change = one.layers?.[id];
    return change ? [{ ...change, judged: judge(change, one) }] : [];
  });
  const whole = changes.at(-1);
  const now = nowOf(source, id, latest, whole !== undefined);
  const said = () => {
    if (!whole) return { strong: null, note: now };
    const up = whole.difference > 0;
    const points = Math.abs(whole.difference);
    if (whole.judged === "clear") return { strong: fill(up ? words.clearUp : words.clearDown, { points }), note: now };
    const why = unknownsIn(progress, whole, whole.judged);
    const said = () => {
      if (whole.difference === 0) return words.same;
      if (whole.judged === "early") return fill(up ? words.earlyUp : words.earlyDown, { points });
      if (why !== null) return fill(up ? words.upUnknowns : words.downUnknowns, { points, why });
      return fill(up ? words.up : words.down, { points });
    };
    return { strong: null, note: `${said()} ${now}` };
  };
  const [last] = changes;
  const step =
    last && last !== whole && last.judged === "clear"
      ? ` ${fill(words.lastClear, { moved: moveOf(progress, last.difference) })}`
      : "";
  const { strong, note } = said();
  return {
    id,
    name,
    points: series.map(({ completedAt: at, result }) => ({ at, score: result.layers[id] })),
    clear: whole?.judged === "clear",
    early: whole?.judged === "early",
    strong,
    note: `${note}${step}`,
    changes: changes.map(({ difference, judged }) =>
      fill(judged === "clear" ? words.clear : judged === "early" ? words.early : words.notClear, {
        difference: signed(difference),
      }),
    ),
  };
}

/** Where a layer stands, by its word; no word without its unknown answers, where it has any. */
function nowOf({ bank, words }: ProgressSource, id: LayerId, { result }: Reading, compared: boolean): string {
  const { layers } = words.progress;
  const status = result.statuses[id];
  const score = result.layers[id];
  if (status === UNKNOWN_STATUS) return layers.atUnknown;
  const isPartly = bank.items.some((item) => item.layer === id && result.unknowns.includes(item.id));
  if (isPartly) return fill(layers.atPartly, { score, status });
  if (!compared) return fill(layers.at, { score, status });
  const isLowest = bank.layers.every((other) => other.id === id || result.exact[other.id] > result.exact[id]);
  return fill(isLowest ? layers.lowest : layers.now, { status });
}
