import { steps } from "#src/assessments/journey.ts";
import type { Banks } from "#src/instruments/banks.ts";
import type { Bank } from "#src/instruments/instrument.ts";
import { ALL_SOURCES, type Distribution, NO_LAYER, OTHER_SOURCES } from "#src/names/funnel.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { bucketOf, noTimes } from "./histogram.ts";

/** One sitting as the funnel sees it. */
export interface Sitting {
  instrument: InstrumentId;
  bankVersion: string;
  source: string;
  completed: boolean;
  /** An address was left for it. */
  lead: boolean;
  call: boolean;
  /** Milliseconds on the page of each answered question; null for an answer carried over, which took no time here. */
  answers: Readonly<Record<string, number | null>>;
  /** What its result says; null until it is completed. */
  result: { band: string; verdict: string; dominant: string | null } | null;
}

/** What the rows of a day have in common: everything that the desk filters by. */
interface Cell {
  instrument: InstrumentId;
  bankVersion: string;
  source: string;
}
export interface DayRow extends Cell {
  starts: number;
  completions: number;
  leads: number;
  calls: number;
}
export interface ItemRow extends Cell {
  item: string;
  reached: number;
  answered: number;
  times: number[];
}
export interface DistributionRow extends Cell {
  distribution: Distribution;
  value: string;
  count: number;
}
export interface Rollup {
  days: DayRow[];
  items: ItemRow[];
  distributions: DistributionRow[];
}

/** A visitor may write anything for a source; the less common ones of a day are counted together. */
const SOURCES_A_DAY = 30;

/**
 * Counts the sittings that were started on one day, for each instrument, version and source, and for all sources
 * together. Leads are counted among the completed and calls among the leads, so no number exceeds the one before it.
 */
export function rollUp(banks: Pick<Banks, "of">, sittings: readonly Sitting[]): Rollup {
  const common = commonSources(sittings);
  const cells = new Map<string, { cell: Cell; sittings: Sitting[] }>();
  for (const sitting of sittings) {
    const { instrument, bankVersion } = sitting;
    for (const source of [ALL_SOURCES, common.has(sitting.source) ? sitting.source : OTHER_SOURCES]) {
      const key = JSON.stringify([instrument, bankVersion, source]);
      const known = cells.get(key) ?? { cell: { instrument, bankVersion, source }, sittings: [] };
      known.sittings.push(sitting);
      cells.set(key, known);
    }
  }
  const each = [...cells.values()];
  return {
    days: each.map(({ cell, sittings: own }) => ({ ...cell, ...countDay(own) })),
    items: each.flatMap(({ cell, sittings: own }) => countItems(banks.of(cell.bankVersion), own, cell)),
    distributions: each.flatMap(({ cell, sittings: own }) => countResults(own, cell)),
  };
}

function commonSources(sittings: readonly Sitting[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { source } of sittings) counts.set(source, (counts.get(source) ?? 0) + 1);
  const byCount = [...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
  return new Set(byCount.slice(0, SOURCES_A_DAY).map(([source]) => source));
}

function countDay(sittings: readonly Sitting[]) {
  const completed = sittings.filter((one) => one.completed);
  const leads = completed.filter((one) => one.lead);
  return {
    starts: sittings.length,
    completions: completed.length,
    leads: leads.length,
    calls: leads.filter((one) => one.call).length,
  };
}

/**
 * A sitting stands at its first question without an answer: it reached that one and all before it. So neither going back
 * nor answers carried over can make a question answered more often than reached. A completed sitting reached exactly
 * what it answered.
 */
function countItems(bank: Bank, sittings: readonly Sitting[], cell: Cell): ItemRow[] {
  const journey = steps(bank, cell.instrument).map(({ id }) => id);
  const rows = new Map(journey.map((item) => [item, { ...cell, item, reached: 0, answered: 0, times: noTimes() }]));
  for (const { completed, answers } of sittings) {
    for (const item of journey) {
      const row = rows.get(item);
      const answered = Object.hasOwn(answers, item);
      if (!row || (completed && !answered)) continue;
      row.reached += 1;
      if (!answered) break;
      row.answered += 1;
      const time = answers[item];
      if (!time) continue;
      const bucket = bucketOf(time);
      row.times[bucket] = (row.times[bucket] ?? 0) + 1;
    }
  }
  return [...rows.values()].filter(({ reached }) => reached > 0);
}

function countResults(sittings: readonly Sitting[], cell: Cell): DistributionRow[] {
  const rows = new Map<string, DistributionRow>();
  for (const { completed, result } of sittings) {
    if (!completed || !result) continue;
    const values = { band: result.band, verdict: result.verdict, dominant: result.dominant ?? NO_LAYER };
    for (const [distribution, value] of Object.entries(values) as [Distribution, string][]) {
      const key = `${distribution} ${value}`;
      const row = rows.get(key) ?? { ...cell, distribution, value, count: 0 };
      row.count += 1;
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}

const sameCell = (a: Cell, b: Cell) =>
  a.instrument === b.instrument && a.bankVersion === b.bankVersion && a.source === b.source;

/**
 * The day rows to keep for a day of which sittings have been erased since they were counted: what was stored, where only leads and
 * calls may still grow, within the completions that were counted.
 */
export function mergeClosed(stored: readonly DayRow[], counted: readonly DayRow[]): DayRow[] {
  return stored.map((row) => {
    const again = counted.find((other) => sameCell(row, other));
    const leads = Math.min(row.completions, Math.max(row.leads, again?.leads ?? 0));
    return { ...row, leads, calls: Math.min(leads, Math.max(row.calls, again?.calls ?? 0)) };
  });
}
