import type { Bank } from "#src/instruments/instrument.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { score } from "#src/scoring/score.ts";
import type { ReportWords } from "#src/words/report.ts";
import { ownReading, unmet } from "./own-reading.ts";
import type { Given } from "./random-results.ts";

/** A submission with its result, by the product, and what is so of it, by the test. */
export type Read = ReturnType<typeof read>;

export function read(bank: Bank, instrument: InstrumentId, given: Given) {
  const result = score(bank, instrument, given);
  return { instrument, given, result, own: ownReading(bank, instrument, given, result) };
}

type Needs = Record<string, unknown>;

/**
 * Which sentences a report says depends on what of its result they need, and the words of an answer on the answers that they
 * need: of many submissions these are the first of which the same needs are met, and the first with the same answers for an
 * item's words. With EVERY=1 all of them.
 *
 * @param apart what two submissions must share beside, to be one situation
 */
export function* situations(
  bank: Bank,
  words: ReportWords,
  given: Iterable<readonly [InstrumentId, Given]>,
  apart: (one: Given) => string = () => "",
): Generator<Read> {
  const wanted = factsNeeded(words);
  const items = bank.items.map((item) => ({ id: item.id, ids: [item.id, ...answersNeeded(item)] }));
  const seen = new Set<string>();
  const isNew = (situation: string) => seen.size < seen.add(situation).size;
  for (const [instrument, one] of given) {
    const all = read(bank, instrument, one);
    const { facts, asked } = all.own;
    const met = wanted.map((needs) => Number(unmet(needs, facts).length === 0)).join("");
    const news = [`${met} ${apart(one)}`];
    for (const { id, ids } of items)
      if (asked.includes(id))
        news.push([instrument, id, facts.solo, facts.paper, ...ids.map((other) => one.answers[other])].join(" "));
    if (news.filter(isNew).length > 0 || process.env.EVERY) yield all;
  }
}

/** Each fact with each value that some sentence needs it to have, once. */
function factsNeeded(words: ReportWords): Needs[] {
  const single = needsIn(words).flatMap((needs) => Object.entries(needs).map(([name, value]) => ({ [name]: value })));
  return [...new Map(single.map((needs) => [JSON.stringify(needs), needs])).values()];
}

/** The other items whose answers decide what is said of this one. */
function answersNeeded(item: Bank["items"][number]): string[] {
  return [
    ...new Set(needsIn(item).flatMap(({ answers, unless }) => Object.keys({ ...(answers ?? {}), ...(unless ?? {}) }))),
  ];
}

/** Every `needs` in a value, however deep. */
function needsIn(value: unknown): Needs[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, own]) => (key === "needs" ? [own as Needs] : needsIn(own)));
}
