import { steps } from "#src/assessments/journey.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { type Distribution, NO_LAYER } from "#src/names/funnel.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { VERDICTS } from "#src/names/scoring.ts";
import type { Words } from "#src/words/load.ts";
import { capital } from "#src/words/numbers.ts";
import { longDate } from "#src/words/phrase.ts";
import type { Counts, Funnel } from "./read-funnel.ts";
import { ASKED_DAYS, FIRST_DAYS, type Returned, type Returns } from "./read-returns.ts";
import { ifEnough, percentOf, restsOnFew } from "./share.ts";

export const PARTS = ["steps", "weeks", "items", "band", "verdict", "dominant", "returns"] as const;
export type PartId = (typeof PARTS)[number];

export interface Row {
  /** For programs: an id, a name of the method or a date such as 2026-11-16. */
  key: string;
  label: string;
  /** One for each column after the label; null where there are too few for a rate or a median. */
  cells: (number | null)[];
  /** Lengths in percent of the longest possible bar: the whole, and the part of it that is drawn in ink. */
  bar: { whole: number; part: number };
  /** Its rates rest on fewer than 30 sittings. */
  few: boolean;
}

/** One chart with its table: the same numbers on the page and in the CSV. */
export interface Part {
  id: PartId;
  title: string;
  /** What the two lengths of a bar are. */
  legend: string;
  /** The label's column first. */
  columns: string[];
  rows: Row[];
  /** How many sittings the part rests on, or what else its numbers count. */
  count: number;
  unit?: { one: string; other: string; none?: string };
}

type Named = { banks: Banks; words: Pick<Words, "report">; language: string };

/** The funnel as tables with names, in the order of the page. Rates are whole percents. */
export function funnelParts(funnel: Funnel, instrument: InstrumentId, named: Named): Part[] {
  const names = distributionNames(named);
  return [
    stepsPart(funnel.total),
    weeksPart(funnel, named.language),
    itemsPart(funnel, instrument, named.banks),
    distributionPart(funnel, "band", "Bands", names.band),
    distributionPart(funnel, "verdict", "Verdicts", names.verdict),
    distributionPart(funnel, "dominant", "Dominant layers", names.dominant),
    ...(funnel.returns ? [returnsPart(funnel.returns)] : []),
  ];
}

const lengthOf = (part: number, longest: number) => (longest === 0 ? 0 : (100 * part) / longest);

function stepsPart({ starts, completions, leads, calls }: Counts): Part {
  const row = (key: string, label: string, count: number, before: number): Row => ({
    key,
    label,
    cells: [count, percentOf(count, starts), percentOf(count, before)],
    bar: { whole: lengthOf(before, starts), part: lengthOf(count, starts) },
    few: restsOnFew(before),
  });
  return {
    id: "steps",
    title: "From start to call",
    legend: "Ink: this step. Grey: the step before it.",
    columns: ["Step", "Sittings", "% of starts", "% of the step before"],
    rows: [
      row("starts", "Started", starts, starts),
      row("completions", "Completed", completions, starts),
      row("leads", "Left an address", leads, completions),
      row("calls", "Asked for a call", calls, leads),
    ],
    count: starts,
  };
}

function weeksPart({ weeks, total }: Funnel, language: string): Part {
  const most = Math.max(...weeks.map(({ starts }) => starts));
  return {
    id: "weeks",
    title: "Week by week",
    legend: "Grey: started. Ink: completed.",
    columns: ["Week from Monday", "Started", "Completed", "Leads", "Calls", "% completed", "% leads of completed"],
    rows: weeks.map(({ monday, starts, completions, leads, calls }) => ({
      key: new Date(monday).toISOString().slice(0, 10),
      label: longDate(monday, language),
      cells: [starts, completions, leads, calls, percentOf(completions, starts), percentOf(leads, completions)],
      bar: { whole: lengthOf(starts, most), part: lengthOf(completions, most) },
      few: restsOnFew(starts),
    })),
    count: total.starts,
  };
}

function itemsPart({ items, total }: Funnel, instrument: InstrumentId, { newest, all }: Banks): Part {
  const order = new Map(steps(newest, instrument).map(({ id, number }) => [id, number]));
  const last = order.size + 1;
  const place = (item: string) => order.get(item) ?? last;
  const topics = new Map(
    all.flatMap(({ items, context }) => [
      ...context.map(({ id, prompt }): [string, string] => [id, prompt]),
      ...items.map(({ id, topic }): [string, string] => [id, topic]),
    ]),
  );
  const topic = (item: string) => topics.get(item) ?? item;
  return {
    id: "items",
    title: "Question by question",
    legend: "Grey: reached the question. Ink: answered it.",
    columns: ["Question", "Reached", "Answered", "Left here", "% left here", "Median seconds"],
    rows: items
      .toSorted((a, b) => place(a.item) - place(b.item) || (a.item < b.item ? -1 : 1))
      .map(({ item, reached, answered, timed, median }) => ({
        key: item,
        label: order.has(item) ? `${place(item)}. ${topic(item)}` : topic(item),
        cells: [
          ...[reached, answered, reached - answered, percentOf(reached - answered, reached)],
          ifEnough(median === null ? null : Math.round(10 * median) / 10, timed),
        ],
        bar: { whole: lengthOf(reached, total.starts), part: lengthOf(answered, total.starts) },
        few: restsOnFew(reached),
      })),
    count: total.starts,
  };
}

type Naming = { key: string; label: string };

function distributionNames({ banks, words }: Named): Record<Distribution, Naming[]> {
  const bank = banks.newest;
  return {
    band: bank.model.bands.map(({ name }) => ({ key: name, label: name })),
    verdict: VERDICTS.map((key) => ({ key, label: capital(words.report.verdict.names[key]) })),
    dominant: [
      ...bank.layers.map(({ id, name }) => ({ key: id, label: name })),
      { key: NO_LAYER, label: "None: all five layers hold" },
    ],
  };
}

function distributionPart({ results }: Funnel, id: Distribution, title: string, names: Naming[]): Part {
  const counts = new Map(results.filter((row) => row.distribution === id).map((row) => [row.value, row.count]));
  const whole = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const unnamed = [...counts.keys()].filter((key) => !names.some((name) => name.key === key));
  return {
    id,
    title,
    legend: "Ink: its share of the completed sittings.",
    columns: [title, "Sittings", "% of completed"],
    rows: [...names, ...unnamed.map((key) => ({ key, label: key }))].map(({ key, label }) => {
      const count = counts.get(key) ?? 0;
      const length = lengthOf(count, whole);
      return { key, label, cells: [count, percentOf(count, whole)], bar: { whole: length, part: length }, few: false };
    }),
    count: whole,
    unit: { one: "completed sitting", other: "completed sittings" },
  };
}

function returnsPart({ asked, first }: Returns): Part {
  const row = (key: string, label: string, { count, back }: Returned): Row => ({
    key,
    label,
    cells: [count, back, percentOf(back, count)],
    bar: { whole: count === 0 ? 0 : 100, part: lengthOf(back, count) },
    few: restsOnFew(count),
  });
  return {
    id: "returns",
    title: "Coming back",
    legend: "Ink: those who read again in that time.",
    columns: ["What their time counts from", "How many", "Read again", "% read again"],
    rows: [
      row("asked", `A mail that asked for it: ${ASKED_DAYS} days`, asked),
      row("first", `A first reading: ${FIRST_DAYS} days`, first),
    ],
    count: asked.count + first.count,
    unit: { one: "mail or first reading", other: "mails and first readings", none: "mails or first readings" },
  };
}
