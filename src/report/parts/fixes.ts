import type { Item } from "#src/instruments/instrument.ts";
import { fixFor, textFor } from "#src/instruments/variants.ts";
import { memoised } from "#src/memoised.ts";
import { firstTrue } from "#src/words/needs.ts";
import { counted } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import { factsOf } from "./facts.ts";
import { missedAnswers } from "./missed-answers.ts";
import { chosenOption, layerName, type Source, situationOf } from "./source.ts";

const AT_MOST = 3;

/** One act with who, by when and the proof that it is done. */
export interface FixLine {
  item: string;
  title: string;
  body: string;
  layer: string;
  owner: string;
  withinDays: number;
  /** "Founder, within 14 days". */
  when: string;
  proof: string;
}

/** At most three first fixes; or what to protect, where nothing asks for one. */
export const fixesPart = memoised((source: Source) => {
  const { bank, assessment } = source;
  const { headings, fixes: words } = source.words.report;
  const itemOf = (id: string) => bank.items.find((item) => item.id === id) as Item;
  const list = itemsToFix(source).map((id) => actFor(source, itemOf(id)));
  const situation = situationOf(source);
  const protects = list.length === 0;
  return {
    heading: protects ? headings.protect : list.length === 1 ? headings.fix : headings.fixes,
    intro: firstTrue(words.intro, { ...factsOf(source), fixes: list.length }).text,
    list,
    protect: (protects ? assessment.result.protect : []).map((id) => {
      const item = itemOf(id);
      return {
        item: id,
        topic: item.topic,
        layer: layerName(bank, item.layer),
        proof: textFor(item.proof, situation),
      };
    }),
  };
});

/**
 * The order of section 5, after one answer that decides an unsettled verdict; where all five layers hold, the answers that the
 * verdict misses, the weakest first.
 */
function itemsToFix(source: Source): string[] {
  const { result } = source.assessment;
  const creditOf = (item: Item) => chosenOption(source, item)?.credit ?? 0;
  const missed = missedAnswers(source).missed.toSorted((a, b) => creditOf(a) - creditOf(b));
  const own = result.dominant === null ? missed.map(({ id }) => id) : result.fixes.map(({ item }) => item);
  // With nothing known no verdict waits for anything, and the order of work says where to begin.
  const deciding = factsOf(source).nothingKnown ? [] : result.deciding.slice(0, 1);
  return [...new Set([...deciding, ...own])].slice(0, AT_MOST);
}

/** What to do about one answer below full credit: its fix, or where to look up what is not known. */
export function actFor(source: Source, item: Item): FixLine {
  const { bank, words, assessment } = source;
  const { fixes } = words.report;
  const situation = situationOf(source);
  const say = (text: Item["proof"]) => textFor(text, situation);
  const fix = fixFor(bank, item, assessment.scored[item.id] ?? "", situation);
  // A look-up is done by whoever runs the item's first fix, in as many days.
  const { owner: role, withinDays } = fix ?? Object.values(item.fixes)[0] ?? { owner: "", withinDays: 1 };
  const owner = situation.solo ? fixes.solo : role;
  return {
    item: item.id,
    layer: layerName(bank, item.layer),
    owner,
    withinDays,
    when: counted(fixes.within, withinDays, { owner, days: withinDays }),
    ...(fix
      ? { title: say(fix.title), body: say(fix.body), proof: say(fix.proof ?? item.proof) }
      : {
          title: say(item.unknown.title),
          body: say(item.unknown.lookUp),
          proof: fill(fixes.lookUpProof, { question: item.prompt }),
        }),
  };
}
