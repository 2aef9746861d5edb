import type { LayerId } from "#src/names/instruments.ts";
import type { Comparison } from "#src/scoring/compare.ts";
import { fill } from "#src/words/phrase.ts";
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
} from "./source.ts";

/** One small chart. `clear` is true only where the layer's change since the base reading is. */
export interface LayerTrend {
  id: LayerId;
  name: string;
  points: { at: number; score: number }[];
  clear: boolean;
  strong: string | null;
  note: string;
  /** What the table says in the columns of changes. */
  changes: string[];
}

/** The layers over time by the instrument of the latest reading; `band` is drawn around each line's base reading. */
export interface LayerTrends {
  heading: string;
  lede: string;
  /** The reading around which the grey band lies; null where no change of a layer is announced. */
  base: { at: number; threshold: number } | null;
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
  return {
    heading: words.heading,
    lede: lede(),
    base: base ? { at: base.completedAt, threshold } : null,
    joined: joinsOf(source, series),
    dates: series.map(({ completedAt: at }) => ({ at, short: dates.short(at), long: dates.long(at) })),
    columns: bases.map((one) =>
      fill(words.change, { from: dates.short(one.completedAt), to: dates.short(latest.completedAt) }),
    ),
    layers: series.length < 2 ? [] : bank.layers.map((layer) => trendOf(source, layer, { latest, series, found })),
  };
}

function trendOf(
  { words: { progress } }: ProgressSource,
  { id, name }: { id: LayerId; name: string },
  { latest, series, found }: { latest: Reading; series: Reading[]; found: Comparison[] },
): LayerTrend {
  const { layers: words } = progress;
  const changes = found.flatMap(({ layers }) => layers?.[id] ?? []);
  const whole = changes.at(-1);
  const status = latest.result.statuses[id];
  const now = whole
    ? fill(latest.result.weakest === id ? words.lowest : words.now, { status })
    : fill(words.at, { score: latest.result.layers[id], status });
  const said = () => {
    if (!whole) return { strong: null, note: now };
    const up = whole.difference > 0;
    if (whole.clear)
      return { strong: fill(up ? words.clearUp : words.clearDown, { points: Math.abs(whole.difference) }), note: now };
    const judged =
      whole.difference === 0 ? words.same : fill(up ? words.up : words.down, { points: Math.abs(whole.difference) });
    return { strong: null, note: `${judged} ${now}` };
  };
  const [last] = changes;
  const step =
    last && last !== whole && last.clear
      ? ` ${fill(words.lastClear, { moved: moveOf(progress, last.difference) })}`
      : "";
  const { strong, note } = said();
  return {
    id,
    name,
    points: series.map(({ completedAt: at, result }) => ({ at, score: result.layers[id] })),
    clear: whole?.clear ?? false,
    strong,
    note: `${note}${step}`,
    changes: changes.map(({ difference, clear }) =>
      fill(clear ? words.clear : words.notClear, { difference: signed(difference) }),
    ),
  };
}
