import type { Item } from "#src/instruments/instrument.ts";
import type { StoredResult } from "#src/scoring/result.ts";
import { allTrue, firstTrue } from "#src/words/needs.ts";
import { inWords } from "#src/words/numbers.ts";
import { fill, joinNames, type Values } from "#src/words/phrase.ts";
import type { ReportWords } from "#src/words/report.ts";
import { answerRow } from "./evidence.ts";
import { factsOf } from "./facts.ts";
import { actFor, fixesPart } from "./fixes.ts";
import { failedRule, missedAnswers } from "./missed-answers.ts";
import { chosenOption, type Source } from "./source.ts";
import { valuesOf } from "./values.ts";

/** What a verdict's name rests on; a result that was stored before method 2.0.0 does not say whether it is settled. */
type Reached = Pick<
  StoredResult,
  "verdict" | "overall" | "fourYes" | "dominant" | "verdictSettled" | "verdictAtBest" | "exact" | "gapFromUnknowns"
>;

/** The verdict in words, with the one act that comes first in every medium (method, sections 4 and 6; 2.0.0, section 6). */
export function verdictPart(source: Source) {
  const words = source.words.report.verdict;
  const { instrument, result } = source.assessment;
  const facts = factsOf(source);
  const values = { ...valuesOf(source), ...verdictValues(source) };
  const [first] = fixesPart(source).list;
  return {
    title: fill(firstTrue(words.titles, facts).text, values),
    sentence: allTrue(words.sentences, facts)
      .map((text) => fill(text, values))
      .join(" "),
    misses: missesPart(source),
    settled: result.verdictSettled,
    doFirst: first?.title ?? words.keep,
    notThat: firstTrue(words.notThat, facts).text,
    early: instrument === "snapshot" ? words.early : null,
  };
}

/** Whether no answer is known: each layer is at 0, and nothing of that comes from an answer that was given. */
const isNothingKnown = ({ exact, gapFromUnknowns }: Reached) =>
  gapFromUnknowns === 100 && Object.values(exact).every((score) => score === 0);

/** Whether a verdict's name says what it lies between. */
export const isOpenVerdict = (result: Reached) => result.verdictSettled === false && !isNothingKnown(result);

/**
 * A verdict without its report: "a tool without a system", or "not settled" and what it lies between; of nothing known no
 * scenario is named (method 2.0.0, section 6).
 */
export function verdictName({ verdict: words }: Pick<ReportWords, "verdict">, result: Reached): string {
  if (isNothingKnown(result)) return words.nothingKnown;
  return isOpenVerdict(result) ? fill(words.notSettled, endsOf(words, result)) : nameOf(words, result);
}

function endsOf(words: ReportWords["verdict"], result: Reached) {
  return { a: nameOf(words, result), b: words.names[result.verdictAtBest ?? result.verdict] };
}

function nameOf(words: ReportWords["verdict"], result: Reached): string {
  return failedRule(result).practiceAhead ? words.practiceAhead : words.names[result.verdict];
}

function verdictValues(source: Source): Values {
  const { bank, words, assessment } = source;
  const { result } = assessment;
  const labelOf = (item: Item | undefined) => (item ? answerRow(source, item).answer : "");
  const practical = bank.items.filter(({ gate }) => gate?.test === "practical").map(({ id }) => id);
  const [stageRules, buyerResponse, followUp] = practical.map((id) => bank.items.find((item) => item.id === id));
  return {
    ...endsOf(words.report.verdict, result),
    // The overall score, where a layer's stands in the words about layers.
    score: result.overall,
    misses: inWords(factsOf(source).misses),
    stageRules: labelOf(stageRules),
    buyerResponse: labelOf(buyerResponse),
    followUp: labelOf(followUp),
  };
}

/** The answers that miss what the verdict asks for, each with its own finding and act; null where the layers say it all. */
function missesPart(source: Source) {
  const { bank } = source;
  const words = source.words.report.verdict.misses;
  const { missed, besides } = missedAnswers(source);
  if (missed.length === 0) return null;
  const known = missed.filter((item) => chosenOption(source, item));
  const topics = (items: readonly Item[]) => joinNames(items.map(({ topic }) => topic));
  const unknown = missed.filter((item) => !known.includes(item));
  const unwritten = (item: Item) =>
    (chosenOption(source, item)?.credit ?? 4) <= (bank.model.verdict.unwrittenAtMost?.[item.id] ?? -1);
  return {
    heading: firstTrue(words.heading, factsOf(source)).text,
    rows: known.map((item) => ({
      topic: unwritten(item) ? fill(words.notWritten, { topic: item.topic }) : item.topic,
      finding: answerRow(source, item).why,
      act: fill(words.act, { title: actFor(source, item).title }),
    })),
    unknown: unknown.length > 0 ? fill(words.unknown, { topics: topics(unknown) }) : null,
    besides: besides.length > 0 ? fill(words.besides, { topics: topics(besides) }) : null,
  };
}
