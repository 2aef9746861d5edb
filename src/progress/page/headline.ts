import type { Comparison } from "#src/scoring/compare.ts";
import { counted, inWords } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import { between, datesOf, days, moveOf, type Pairs, type ProgressSource } from "./source.ts";

/** What the page says first. `lines` are its heading; `since` sets the first reading against the latest beside it. */
export interface Headline {
  lines: string[];
  since: { sentence: string; judged: string; clear: boolean } | null;
  lede: string[];
}

/** The latest reading against the one before, and the first against the latest beside it (method, section 9). */
export function progressHeadline(source: ProgressSource, pairs: Pairs): Headline {
  const words = source.words.progress;
  const { latest, before, first } = pairs;
  const dates = datesOf(source);
  const found = between(source, before, latest);
  const since = first && between(source, first, latest).overall;
  return {
    lines: linesOf(source, found, dates.long(before.completedAt)),
    since:
      first && since
        ? {
            sentence: fill(words.since, {
              date: dates.long(first.completedAt),
              moved: moveOf(words, since.difference),
            }),
            judged: since.clear ? words.sinceClear : words.sinceNotClear,
            clear: since.clear,
          }
        : null,
    lede: [...ledeOf(source, pairs, found), ...tooSoonOf(source, pairs, found)],
  };
}

function linesOf({ words }: ProgressSource, found: Comparison, date: string): string[] {
  const { headline, points } = words.progress;
  const { basis, overall } = found;
  if (basis === "shared-items") return [headline.shared];
  if (basis === "anchors") return [fill(headline.anchors, { date })];
  if (!overall) return [headline.uncertain];
  if (!overall.clear) return [fill(headline.notClear, { date })];
  const size = counted(points, Math.abs(overall.difference));
  return [fill(overall.difference > 0 ? headline.up : headline.down, { points: size, date }), headline.clear];
}

function ledeOf(source: ProgressSource, pairs: Pairs, { basis, overall }: Comparison): string[] {
  const { bank } = source;
  const words = source.words.progress;
  const { latest, before, first } = pairs;
  const { moved } = between(source, first ?? before, latest);
  const facts = moved.length > 0 ? [counted(words.lede.facts, moved.length)] : [];
  if (basis === "shared-items") {
    const shared = bank.items.filter(({ instruments }) => instruments.length > 1).length;
    return [fill(words.lede.shared, { count: inWords(shared) })];
  }
  if (basis === "anchors") return [words.lede.anchors];
  if (!overall) return [words.lede.uncertain, ...facts];
  const values = {
    before: overall.before,
    after: overall.after,
    moved: moveOf(words, overall.difference),
    instrument: bank.instruments[latest.instrument].name,
    threshold: bank.model.clearChange[latest.instrument].overall,
  };
  if (overall.clear) return [fill(words.lede.clear, values)];
  return [fill(overall.difference === 0 ? words.lede.same : words.lede.notClear, values), ...facts];
}

function tooSoonOf({ bank, words }: ProgressSource, pairs: Pairs, { tooSoon }: Comparison): string[] {
  const { lede } = words.progress;
  if (!tooSoon) return [];
  const apart = Math.floor((pairs.latest.completedAt - pairs.before.completedAt) / days(1));
  const limit = bank.model.retake.warnUnderDays;
  return [apart === 0 ? fill(lede.sameDay, { limit }) : counted(lede.tooSoon, apart, { limit })];
}
