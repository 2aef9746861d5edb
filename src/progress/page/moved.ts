import type { Item } from "#src/instruments/instrument.ts";
import { DONT_KNOW, type LayerId } from "#src/names/instruments.ts";
import { askedBothTimes, type MovedAnswer as Move } from "#src/scoring/compare.ts";
import { capital, counted, inWords } from "#src/words/numbers.ts";
import { fill, joinNames } from "#src/words/phrase.ts";
import { between, datesOf, type Pairs, type ProgressSource, type Reading } from "./source.ts";

/** An answer that is another one now, in words. */
export interface MovedAnswer {
  layer: LayerId;
  topic: string;
  prompt: string;
  from: string;
  to: string;
}

export interface MovedLine extends MovedAnswer {
  /** Null where the heading says it of all. */
  way: string | null;
  /** Of the readings at which it moved. */
  dates: string;
}

export interface Moved {
  heading: string;
  sentences: string[];
  lines: MovedLine[];
}

/**
 * Answers that moved, as facts: from the first reading that compares with the latest, else from the one before. What
 * moved in between and came back is named apart, so that no move goes unsaid.
 */
export function progressMoved(source: ProgressSource, pairs: Pairs): Moved {
  const { bank } = source;
  const { moved: words } = source.words.progress;
  const { latest, before, first, series } = pairs;
  const from = first ?? before;
  const dates = datesOf(source);
  const { moved, basis } = between(source, from, latest);
  const path = basis === "shared-items" ? [from, latest] : series.slice(series.indexOf(from));
  const asked = askedInBoth(source, from, latest);
  const isAmong = new Set(moved.map(({ item }) => item));
  const back = asked.filter((item) => !isAmong.has(item.id) && moves(item, path).length > 0);
  const inLastStep = first ? between(source, before, latest).moved.filter(({ item }) => isAmong.has(item)).length : 0;
  const stayed = asked.length - moved.length - back.length;
  const up = moved.filter(({ credits }) => (credits ?? 0) > 0).length;
  const down = moved.filter(({ credits }) => (credits ?? 0) < 0).length;
  const alike = [up, down, moved.length - up - down].includes(moved.length);

  return {
    heading: headingOf(words, { up, down, unknown: moved.length - up - down }),
    sentences: [
      ...(first ? [fill(words.since, { from: dates.long(from.completedAt), to: dates.long(latest.completedAt) })] : []),
      stayed > 0 ? counted(words.stayed, stayed) : words.noneStayed,
      ...(up > 0 && down === 0 ? [words.noneFell] : []),
      ...(inLastStep > 0 ? [counted(words.lastStep, inLastStep)] : []),
      ...(back.length > 0
        ? [counted(words.back, back.length, { topics: joinNames(back.map(({ topic }) => topic)) })]
        : []),
      ...(basis === "shared-items" ? [fill(words.ofShared, { count: inWords(asked.length) })] : []),
      ...(basis === "anchors" ? [fill(words.ofAnchors, { count: inWords(asked.length) })] : []),
    ],
    lines: moved.flatMap((one) => {
      const item = bank.items.find(({ id }) => id === one.item);
      const line = movedLine(source, one);
      if (!item || !line) return [];
      return {
        ...line,
        way: alike ? null : wayOf(words, one.credits),
        dates: moves(item, path)
          .map(({ completedAt }) => dates.short(completedAt))
          .join(", "),
      };
    }),
  };
}

/** The answers that fell between the two latest readings, which is what the headline is about. */
export function progressFell(source: ProgressSource, { before, latest }: Pairs) {
  const { fell: words } = source.words.progress;
  const { moved, basis } = between(source, before, latest);
  const lines = moved.filter(({ credits }) => (credits ?? 0) < 0).flatMap((one) => movedLine(source, one) ?? []);
  const date = datesOf(source).long(before.completedAt);
  const none = basis === "scores" ? words.none : words.noneOfBoth;
  return { heading: lines.length > 0 ? counted(words.some, lines.length, { date }) : fill(none, { date }), lines };
}

/** One answer that moved, in the words of the version that speaks; null where that does not ask for it. */
export function movedLine({ bank, words }: ProgressSource, { item: id, from, to }: Move): MovedAnswer | null {
  const item = bank.items.find((one) => one.id === id);
  if (!item) return null;
  const { gone } = words.progress.moved;
  const label = (option: string) =>
    option === DONT_KNOW ? item.dontKnow.label : (item.options.find((one) => one.id === option)?.label ?? gone);
  return { layer: item.layer, topic: item.topic, prompt: item.prompt, from: label(from), to: label(to) };
}

/** The questions that two readings have in common; across major versions only those that both have an answer to. */
function askedInBoth({ banks }: ProgressSource, before: Reading, after: Reading): Item[] {
  const occasion = ({ instrument, scored }: Reading) => ({ instrument, answers: scored });
  const [earlier, bank] = [banks.of(before.result.bankVersion), banks.of(after.result.bankVersion)];
  return askedBothTimes(earlier, bank, occasion(before), occasion(after));
}

/** The readings at which an answer was another one than at the reading before. */
function moves({ id }: Item, path: readonly Reading[]): Reading[] {
  const answer = (reading: Reading | undefined) => reading?.scored[id] ?? DONT_KNOW;
  return path.slice(1).filter((reading, place) => answer(reading) !== answer(path[place]));
}

type Words = ProgressSource["words"]["progress"]["moved"];

/** To or from "Not sure" is neither up nor down (method 2.0.0, section 9). */
function wayOf(words: Words, credits: number | null): string {
  if (credits === null) return words.isUnknown;
  return credits > 0 ? words.isUp : words.isDown;
}

function headingOf(words: Words, { up, down, unknown }: { up: number; down: number; unknown: number }): string {
  const all = up + down + unknown;
  if (all === 0) return words.none;
  if (up === all) return counted(words.allUp, all);
  if (down === all) return counted(words.allDown, all);
  if (unknown === all) return counted(words.allUnknown, all);
  const kinds = [
    { sentence: words.kindUp, count: up },
    { sentence: words.kindDown, count: down },
    { sentence: words.kindUnknown, count: unknown },
  ].filter(({ count }) => count > 0);
  return fill(words.mixed, {
    Count: capital(inWords(all)),
    kinds: joinNames(kinds.map(({ sentence, count }) => fill(sentence, { count: inWords(count) }))),
  });
}
