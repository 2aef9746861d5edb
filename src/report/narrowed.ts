import { openUntil } from "#src/assessments/blind-spots/rules.ts";
import type { Assessment } from "#src/assessments/find.ts";
import type { LayerId } from "#src/names/instruments.ts";
import { UNKNOWN_STATUS } from "#src/names/scoring.ts";
import type { Words } from "#src/words/load.ts";
import { counted } from "#src/words/numbers.ts";
import { fill, longDate, plain } from "#src/words/phrase.ts";
import type { ReportSource } from "./parts/source.ts";
import { type Report, report } from "./report.ts";

type NarrowedSource = Omit<ReportSource, "assessment" | "words"> & {
  words: Pick<Words, "report" | "blindSpots">;
  /** The result as it was first scored, and as it is read. */
  first: Assessment;
  newest: Assessment;
  /** Milliseconds since 1970. */
  now: number;
};

/** One score then and now. Null in place of a score where too much is unknown for one. */
export interface NarrowedRow {
  /** Null for the overall score. */
  layer: LayerId | null;
  name: string;
  was: { score: number | null; range: readonly [number, number] };
  now: { score: number | null; range: readonly [number, number] };
  /** Points; 0 where nothing moved. */
  narrower: number;
}

export type Narrowed = NonNullable<ReturnType<typeof narrowedPart>>;

/** What answers that came in after completion did to a result (method 2.0.0, section 10); null while none has. */
export function narrowedPart(source: NarrowedSource) {
  const { banks, site, first, newest, now } = source;
  const { narrowed: words } = source.words.blindSpots;
  if (newest.closed.length === 0) return null;
  const reports = [first, newest].map((assessment) => report({ ...source, assessment })) as [Report, Report];
  const date = (at: number) => longDate(at, site.language);
  const rows = rowsOf(words.overall, first, newest, reports[1]);
  const [before, after] = [first, newest].map(({ result: { range } }) => range.overall[1] - range.overall[0]);
  const isNarrower = (before ?? 0) > (after ?? 0);
  const points = { before: plain(before ?? 0, site.language), after: plain(after ?? 0, site.language) };
  return {
    title: counted(isNarrower ? words.title : words.titleSame, newest.closed.length),
    sentences: [
      fill(isNarrower ? words.range : words.rangeSame, points),
      ...verdictSentences(words, first, newest),
      ...(newest.result.hasty ? [words.haste] : []),
    ],
    costIsNew: newest.result.costShown && !first.result.costShown,
    dates: {
      was: fill(words.was, { date: date(first.scoredAt) }),
      now: fill(words.now, { date: date(newest.scoredAt) }),
    },
    rows,
    added: banks.of(newest.bankVersion).items.flatMap(({ id, prompt, options }) =>
      newest.closed
        .filter(({ item }) => item === id)
        .map(({ option, by, closedAt }) => ({
          question: prompt,
          answer: options.find((one) => one.id === option)?.label ?? option,
          by: fill(words.by[by], { date: date(closedAt) }),
        })),
    ),
    changes: changesOf(words, reports),
    reading: fill(words.reading, { number: newest.revision, date: date(newest.scoredAt) }),
    first: fill(words.first, { date: date(first.scoredAt) }),
    open: openSentence(words, newest, now, date),
    mayGoOn: newest.result.unknowns.length > 0 && now <= openUntil(newest),
  };
}

type NarrowedWords = Words["blindSpots"]["narrowed"];

function rowsOf(overall: string, first: Assessment, newest: Assessment, { layers }: Report): NarrowedRow[] {
  const row = (layer: LayerId | null, name: string): NarrowedRow => {
    const side = ({ result }: Assessment) => ({
      score: layer === null ? result.overall : result.statuses[layer] === UNKNOWN_STATUS ? null : result.layers[layer],
      range: result.range[layer ?? "overall"],
    });
    const [was, now] = [side(first), side(newest)];
    return { layer, name, was, now, narrower: was.range[1] - was.range[0] - (now.range[1] - now.range[0]) };
  };
  return [row(null, overall), ...layers.map(({ id, name }) => row(id, name))];
}

function verdictSentences(words: NarrowedWords, first: Assessment, newest: Assessment): string[] {
  if (first.result.verdictSettled) return [];
  return [newest.result.verdictSettled ? words.verdictSettled : words.verdictStill];
}

/** What reads another way now, each with both readings. */
function changesOf(words: NarrowedWords, [before, after]: [Report, Report]) {
  const layers = after.layers.map((now, place) => {
    const was = before.layers[place] ?? now;
    return { name: now.name, was: was.status, now: now.status };
  });
  return [
    { name: words.verdict, was: before.verdict.title, now: after.verdict.title },
    { name: words.lowest, was: before.dominant.headline, now: after.dominant.headline },
    ...layers,
    { name: words.confidence, was: before.confidence.level, now: after.confidence.level },
  ].filter(({ was, now }) => was !== now);
}

function openSentence(words: NarrowedWords, newest: Assessment, now: number, date: (at: number) => string): string {
  const left = newest.result.unknowns.length;
  if (left === 0) return words.closed;
  const until = openUntil(newest);
  return now <= until ? counted(words.open, left, { date: date(until) }) : counted(words.openLate, left);
}
