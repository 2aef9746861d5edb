import type { CheckedItems } from "#src/instruments/model.ts";
import { type CheckAnswer, FIRST_CHECKED } from "#src/names/scoring.ts";
import { firstTrue } from "#src/words/needs.ts";
import { fill, plain } from "#src/words/phrase.ts";
import { answerRow } from "./evidence.ts";
import { factsOf } from "./facts.ts";
import { chosenOption, type Source } from "./source.ts";

/** One line of a check with the answer behind it. */
export interface CheckLine {
  answer: CheckAnswer;
  word: string;
  text: string;
  said: string;
}

export interface Check {
  id: "fourYes" | "practical" | "signs" | "boundary";
  title: string;
  lead: string;
  /** "2 of 4", "2 of 4, 1 not sure". */
  count: string;
  lines: CheckLine[];
}

/** The four checks of the founding texts (2.0.0, section 7); in the Snapshot the first two. */
export function checksPart(source: Source) {
  const { headings } = source.words.report;
  const { checks } = source.assessment.result;
  const list = [fourYes(source), practical(source)];
  if (checks.signs.length === 0) return { heading: headings.twoChecks, list };
  return { heading: headings.checks, list: [...list, signs(source), boundary(source)] };
}

function fourYes(source: Source): Check {
  const { fourYes: words } = source.words.report.checks;
  const { result } = source.assessment;
  const lines = result.fourYesItems.map(({ item }) => {
    const { statement = item } = source.bank.items.find(({ id }) => id === item) ?? {};
    return { text: statement.replace(/\.$/, ""), said: answerTo(source, item) };
  });
  return check(source, "fourYes", words, lines);
}

function practical(source: Source): Check {
  const { practical: words } = source.words.report.checks;
  const { stageRules, followUp, buyerResponse } = itemsOf(source);
  const answer = answerTo(source, followUp);
  const isByHand = creditOf(source, followUp) === 2;
  return check(source, "practical", words, [
    { text: words.lines[0], said: answerTo(source, stageRules) },
    { text: words.lines[1], said: isByHand ? fill(words.byHand, { answer }) : answer },
    {
      text: words.lines[2],
      said: creditOf(source, buyerResponse) === null ? words.couldNotTell : answerTo(source, buyerResponse),
    },
  ]);
}

function signs(source: Source): Check {
  const { signs: words } = source.words.report.checks;
  const { buyerResponse, stalledDeals, leadSource } = itemsOf(source);
  const response = fill(words.response, { answer: answerTo(source, buyerResponse) });
  const stalled = fill(words.stalled, { answer: answerTo(source, stalledDeals) });
  const few = creditOf(source, buyerResponse);
  // The response decides alone where few respond, or nearly all do.
  const phantom = few !== null && (few <= 2 || few === 4) ? response : `${response}. ${stalled}`;
  const title = firstTrue(words.title, factsOf(source)).text;
  return check(source, "signs", { title, lead: words.lead }, [
    { text: words.lines[0], said: phantom },
    { text: words.lines[1], said: answerTo(source, leadSource) },
    forecast(source),
  ]);
}

/** The number of the last period where it was given; without it only how the forecast is compared, which says no more. */
function forecast(source: Source): Line {
  const { signs: words } = source.words.report.checks;
  const { forecastReview } = itemsOf(source);
  const { z_miss: missed } = source.assessment.sizing;
  const { min, max } = source.bank.sizing.find(({ id }) => id === "z_miss") ?? { min: 0, max: 0 };
  if (missed !== undefined && missed >= min && missed <= max)
    return {
      text: words.lines[2],
      said: missed === 0 ? words.met : fill(words.missed, { percent: plain(missed, source.site.language) }),
    };
  const credit = creditOf(source, forecastReview);
  const other = credit === 1 ? words.informally : answerTo(source, forecastReview);
  return { text: words.uncompared, said: credit === 0 ? words.never : other };
}

function boundary(source: Source): Check {
  const { boundary: words } = source.words.report.checks;
  const { leadSource, qualifyingTest, deliveryTerms } = itemsOf(source);
  return check(source, "boundary", words, [
    { text: words.lines[0], said: answerTo(source, leadSource) },
    { text: words.lines[1], said: answerTo(source, qualifyingTest) },
    { text: factsOf(source).solo ? words.soloLast : words.lines[2], said: answerTo(source, deliveryTerms) },
  ]);
}

type Line = { text: string | undefined; said: string };

function check(source: Source, id: Check["id"], { title, lead }: Pick<Check, "title" | "lead">, lines: Line[]): Check {
  const words = source.words.report.checks;
  const answers = source.assessment.result.checks[id];
  const yes = answers.filter((answer) => answer === "yes").length;
  const unsure = answers.filter((answer) => answer === "unsure").length;
  return {
    id,
    title,
    lead,
    count: fill(unsure > 0 ? words.countUnsure : words.count, { yes, unsure, total: answers.length }),
    lines: lines.map(({ text = "", said }, place) => {
      const answer = answers[place] ?? "unsure";
      return { answer, word: words.answers[answer], text, said };
    }),
  };
}

const itemsOf = ({ bank }: Source): CheckedItems => bank.model.checks ?? FIRST_CHECKED;

function creditOf(source: Source, id: string): number | null {
  const item = source.bank.items.find((one) => one.id === id);
  return item ? (chosenOption(source, item)?.credit ?? null) : null;
}

function answerTo(source: Source, id: string): string {
  const item = source.bank.items.find((one) => one.id === id);
  return item ? answerRow(source, item).answer : "";
}
