import type { Questions } from "#src/instruments/instrument.ts";
import type { CheckedItems } from "#src/instruments/model.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { type CheckAnswer, FIRST_CHECKED } from "#src/names/scoring.ts";
import type { Answered, Reading } from "./reading.ts";
import type { Checks } from "./result.ts";

/** A forecast missed by so many percent is a sign. */
const MISSED_BY = 10;

type Test = (credit: number) => boolean;
const atLeast = (least: number) => (credit: number) => credit >= least;
const atMost = (most: number) => (credit: number) => credit <= most;

/**
 * The four checks of the founding texts (2.0.0, section 7). A line is "unsure" where the answers that are known do not
 * decide it. The signs and the ends of the system look at items that the Snapshot does not ask: there their lists are empty.
 */
export function findChecks(bank: Questions, instrument: InstrumentId, { answered, of, sizing }: Reading): Checks {
  const items: CheckedItems = bank.model.checks ?? FIRST_CHECKED;
  const line = (name: keyof CheckedItems, test: Test) => answerOf(of(items[name]), test);

  const checks: Checks = {
    fourYes: fourYesOf(answered),
    practical: [
      line("stageRules", atLeast(2)),
      line("followUp", atLeast(4)),
      // Not to know the share is the answer.
      of(items.buyerResponse)?.state === "chosen" ? "yes" : "no",
    ],
    signs: [],
    boundary: [],
  };
  if (instrument === "snapshot") return checks;

  const missed = sizing.z_miss;
  const forecast = missed === undefined ? line("forecastReview", atMost(1)) : yesOrNo(missed >= MISSED_BY);
  return {
    ...checks,
    signs: [phantomDeals(of(items.buyerResponse), of(items.stalledDeals)), line("leadSource", atMost(2)), forecast],
    boundary: [line("leadSource", atLeast(3)), line("qualifyingTest", atLeast(3)), line("deliveryTerms", atLeast(3))],
  };
}

function fourYesOf(answered: readonly Answered[]): CheckAnswer[] {
  const lines: CheckAnswer[] = [];
  for (const one of answered) {
    const { gate } = one;
    if (gate?.test === "fourYes") lines.push(answerOf(one, atLeast(gate.passCredit)));
  }
  return lines;
}

/** Few buyers respond, or stalled deals stay, unless nearly every buyer responds. */
function phantomDeals(response: Answered | undefined, stalled: Answered | undefined): CheckAnswer {
  const few = answerOf(response, atMost(2));
  if (few === "yes") return "yes";
  if (answerOf(response, atLeast(4)) === "yes") return "no";
  const stay = answerOf(stalled, atMost(1));
  return stay === "no" ? few : stay;
}

function answerOf(answered: Answered | undefined, test: Test): CheckAnswer {
  return answered?.state === "chosen" ? yesOrNo(test(answered.credit)) : "unsure";
}

const yesOrNo = (value: boolean): CheckAnswer => (value ? "yes" : "no");
