import { paths } from "#src/paths.ts";
import type { Comparison } from "#src/scoring/compare.ts";
import { judge } from "#src/scoring/judge.ts";
import { DAY } from "#src/time.ts";
import { counted, inWords } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import type { ProgressWords } from "#src/words/progress.ts";
import { between, datesOf, moveOf, type Pairs, type ProgressSource, unknownsIn } from "./source.ts";

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
  const date = dates.long(before.completedAt);
  // Two readings of one day would be told apart by nothing.
  const beside = first && dates.long(first.completedAt) !== date ? first : null;
  return {
    lines: linesOf(source, found, date),
    since: beside && sinceOf(words, between(source, beside, latest), dates.long(beside.completedAt)),
    lede: [...ledeOf(source, pairs, found), ...cameInLater(source, pairs), ...tooSoonOf(source, pairs, found)],
  };
}

/** Behind "how": the thresholds of the version that speaks, and how often a change is called clear by chance. */
export function howJudged({ bank, words }: ProgressSource) {
  const { diagnostic, snapshot } = bank.model.clearChange;
  const { title, text, link } = words.progress.how;
  const values = { diagnostic: diagnostic.overall, layer: diagnostic.layer, snapshot: snapshot.overall };
  return { title, text: text.map((line) => fill(line, values)), link, href: paths.method("change", bank.bankVersion) };
}

function sinceOf(words: ProgressWords, found: Comparison, date: string): Headline["since"] {
  const { overall } = found;
  if (!overall) return null;
  const judged = judge(overall, found);
  const { clear, early, none } = words.sinceJudged;
  return {
    sentence: fill(words.since, { date, moved: moveOf(words, overall.difference) }),
    judged: unknownsIn(words, overall, judged) ?? (judged === "clear" ? clear : judged === "early" ? early : none),
    clear: judged === "clear",
  };
}

function linesOf({ words }: ProgressSource, found: Comparison, date: string): string[] {
  const { headline, points } = words.progress;
  const { basis, overall } = found;
  if (basis === "shared-items") return [headline.shared];
  if (basis === "anchors") return [headline.anchors];
  if (!overall) return [headline.uncertain];
  const judged = judge(overall, found);
  if (judged === "none") return [fill(headline.notClear, { date })];
  const values = { points: counted(points, Math.abs(overall.difference)), date };
  const why = unknownsIn(words.progress, overall, judged);
  if (why !== null)
    return [fill(overall.difference > 0 ? headline.upUnknowns : headline.downUnknowns, { ...values, why })];
  const size = fill(overall.difference > 0 ? headline.up : headline.down, values);
  return [size, judged === "early" ? headline.early : headline.clear];
}

function ledeOf(source: ProgressSource, pairs: Pairs, found: Comparison): string[] {
  const { basis, overall } = found;
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
    held: moveOf(words, overall.held),
    instrument: bank.instruments[latest.instrument].name,
    threshold: bank.model.clearChange[latest.instrument].overall,
  };
  if (overall.clear) return [fill(words.lede.clear, values)];
  if (overall.reached) return [fill(words.lede.unknowns, values), ...facts];
  return [fill(overall.difference === 0 ? words.lede.same : words.lede.notClear, values), ...facts];
}

/** That answers of a compared reading came in after it, which may look like a change (method 2.0.0, section 10). */
export function cameInLater(source: ProgressSource, { before, latest }: Pairs): string[] {
  const dates = datesOf(source);
  return [before, latest].flatMap(({ closed, completedAt }) =>
    closed?.length ? [counted(source.words.progress.lede.later, closed.length, { date: dates.long(completedAt) })] : [],
  );
}

function tooSoonOf({ bank, words }: ProgressSource, pairs: Pairs, { tooSoon }: Comparison): string[] {
  const { lede } = words.progress;
  if (!tooSoon) return [];
  const apart = Math.floor((pairs.latest.completedAt - pairs.before.completedAt) / DAY);
  const limit = bank.model.retake.warnUnderDays;
  return [apart === 0 ? fill(lede.sameDay, { limit }) : counted(lede.tooSoon, apart, { limit })];
}
