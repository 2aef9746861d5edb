import fc from "fast-check";
import type { ClientHash } from "#src/client-hash.ts";
import { askedNow } from "#src/instruments/asked-now.ts";
import { loadBanks } from "#src/instruments/catalog.ts";
import type { Item, Questions } from "#src/instruments/instrument.ts";
import type { Question } from "#src/instruments/item.ts";
import { DONT_KNOW, type InstrumentId, LAYER_IDS } from "#src/names/instruments.ts";
import { CLARITIES, type Clarity } from "#src/names/scoring.ts";
import type { Submission } from "#src/scoring/result.ts";

/** Every published version, and the one that is asked, read once for all tests of a file. */
export const banks = loadBanks();
export const bank = banks.newest;

/** The question of the newest version in the place of this one of 1.0.0. */
export const asked = (item: string) => askedNow(banks, item);

/** The versions that the method's worked examples and its later rules are written for. */
export const first = banks.exact("1.0.0");
export const second = banks.exact("2.0.0");

/** What a version can call the clarity of a dominant layer. */
export const claritiesOf = ({ model }: Questions): Clarity[] =>
  CLARITIES.filter((clarity) => model.dominant.clearNeedsKnown || clarity !== "unsettled");

export type Answers = Record<string, string>;
type Asking<T> = Pick<Questions, "instruments"> & { items: readonly T[] };

/** The items an instrument asks, in bank order. */
export function itemsOf<T extends Question>(instrument: InstrumentId, of: Asking<T>): T[];
export function itemsOf(instrument: InstrumentId): Item[];
export function itemsOf(instrument: InstrumentId, of: Asking<Question> = bank): Question[] {
  return of.items.filter(({ id }) => of.instruments[instrument].items.includes(id));
}

/**
 * Answers written as the method writes them: one credit an item, in bank order, layers split by "|", such as
 * "0 1 | 0 x | 1 0 | 1 1 | 1 0". "x" is an answered "Not sure", "-" an item not answered at all.
 */
export function creditsOf(written: string, instrument: InstrumentId, of: Asking<Question> = bank): Answers {
  const layers = written.split("|").map((layer) => layer.trim().split(/\s+/));
  const items = itemsOf(instrument, of);
  const each = items.length / LAYER_IDS.length;
  if (layers.length !== LAYER_IDS.length || layers.some((layer) => layer.length !== each))
    throw new Error(`"${written}" does not have ${LAYER_IDS.length} layers of ${each} answers (${instrument}).`);
  const answers: Answers = {};
  for (const [place, credit] of layers.flat().entries()) {
    const item = items[place];
    if (!item || credit === "-") continue;
    const option = credit === "x" ? { id: DONT_KNOW } : item.options.find((own) => String(own.credit) === credit);
    if (!option) throw new Error(`Item ${item.id} has no option with credit ${credit}.`);
    answers[item.id] = option.id;
  }
  return answers;
}

type Example = { instrument: InstrumentId; submission: Submission & { answers: Answers } };

type ExampleName = "E1" | "E2" | "E3" | "E4" | "E5" | "E6";

/**
 * The worked examples of the method, section 13. For E3 the method gives 576,000 of new revenue and not the numbers
 * behind it: ten deals a month of 24,000, one in five won, is one way to get there.
 */
export function examplesOf(bank: Asking<Question>): Record<ExampleName, Example> {
  const example = (instrument: InstrumentId, tool: string, written: string, sizing?: Record<string, number>) => ({
    instrument,
    submission: { answers: creditsOf(written, instrument, bank), context: { c_tool: tool }, sizing },
  });
  return {
    E1: example("snapshot", "none", "0 1 | 0 x | 1 0 | 1 1 | 1 0"),
    E2: example("diagnostic", "crm", "2 2 1 1 2 | 0 2 1 0 0 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2", {
      z_opps: 12,
      z_acv: 15_000,
      z_win: 22,
      z_cycle: 60,
      z_open: 47,
      z_miss: 25,
    }),
    E3: example("diagnostic", "crm", "2 1 3 3 1 | 4 2 4 2 1 | 2 1 2 3 2 | 3 2 3 2 2 | 2 4 3 2 1", {
      z_opps: 10,
      z_acv: 24_000,
      z_win: 20,
    }),
    E4: example("snapshot", "sheet", "4 4 | 4 4 | 4 2 | 3 4 | 2 2"),
    E5: example("diagnostic", "crm", "4 2 x 2 2 | 0 x 2 x x | 2 1 x x x | 1 2 x 1 x | 2 2 2 2 2"),
    E6: example("diagnostic", "crm", "4 2 2 3 2 | 4 2 2 3 1 | 2 2 2 2 1 | 1 2 2 1 1 | 2 2 1 2 2"),
  };
}

/** The same, answered in the version that is asked and in 1.0.0. */
export const EXAMPLES = examplesOf(bank);
export const FIRST_EXAMPLES = examplesOf(first);

/** All answers of one of the method's worked examples, the tool first. */
export function answersOf(name: ExampleName): Answers {
  const { answers, context } = EXAMPLES[name].submission;
  return { ...(context as Answers), ...answers };
}

/**
 * Answers to all or some of an instrument's items: any option, "dk", or missing. Each layer draws from a least credit
 * of its own and each run from a share of unknowns, so that strong, weak, uneven and blind companies all come up.
 */
export function anyAnswers(instrument: InstrumentId, of: Questions = bank): fc.Arbitrary<Answers> {
  const leastCredit = fc.constantFrom(0, 0, 1, 2, 3, 4);
  const layers = fc.record({
    visibility: leastCredit,
    integrity: leastCredit,
    flow: leastCredit,
    learning: leastCredit,
    resilience: leastCredit,
  });
  return fc.tuple(layers, fc.constantFrom(0, 0, 1, 2)).chain(([least, unknowns]) => {
    const each = itemsOf(instrument, of).map((item) => {
      const options = item.options.filter(({ credit }) => credit >= least[item.layer]).map(({ id }) => id);
      const answer: fc.Arbitrary<string | undefined> = fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...options) },
        { weight: unknowns, arbitrary: fc.constant(DONT_KNOW) },
        { weight: unknowns, arbitrary: fc.constant(undefined) },
      );
      return answer.map((option): [string, string][] => (option === undefined ? [] : [[item.id, option]]));
    });
    return fc.tuple(...each).map((entries) => Object.fromEntries(entries.flat()));
  });
}

const toolsOf = (of: Questions) => of.context.find(({ id }) => id === "c_tool")?.options.map(({ id }) => id) ?? [];
export const anyTool = fc.constantFrom(...toolsOf(bank));

/** Sizing numbers of the bank, each given or not; most inside their bounds, some outside. */
export const anySizing: fc.Arbitrary<Record<string, number>> = fc
  .tuple(
    ...bank.sizing.map(({ id, min, max }) =>
      fc
        .option(
          fc.oneof(
            { weight: 4, arbitrary: fc.integer({ min, max }) },
            { weight: 4, arbitrary: fc.integer({ min, max: Math.min(max, min + 50) }) },
            { weight: 1, arbitrary: fc.constantFrom(min - 1, max + 1) },
          ),
          { freq: 6, nil: undefined },
        )
        .map((value): [string, number][] => (value === undefined ? [] : [[id, value]])),
    ),
  )
  .map((entries) => Object.fromEntries(entries.flat()));

const anyContext = (of: Questions): fc.Arbitrary<Record<string, string>> =>
  fc
    .tuple(
      fc.constantFrom(...toolsOf(of)),
      ...of.context
        .filter(({ id }) => id !== "c_tool")
        .map(({ id, options }) =>
          fc
            .option(fc.constantFrom(...options.map((option) => option.id)), { nil: undefined })
            .map((option): [string, string][] => (option === undefined ? [] : [[id, option]])),
        ),
    )
    .map(([tool, ...others]) => ({ c_tool: tool, ...Object.fromEntries(others.flat()) }));

/** A whole submission as a person could make one: answers, context, sizing and time on the question pages. */
export function anySubmission(
  instrument: InstrumentId,
  of: Questions = bank,
): fc.Arbitrary<Submission & { answers: Answers }> {
  return fc.record({
    answers: anyAnswers(instrument, of),
    context: anyContext(of),
    sizing: anySizing,
    elapsedSeconds: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
    carriedOver: instrument === "diagnostic" ? fc.constantFrom(undefined, 0, 10) : fc.constant(undefined),
  });
}

/** A client as the limits know it: by its hashes under the two salts that are alive. */
export const clientOf = (name: string): ClientHash => [name, `${name} under the salt of before`];

/** 0, 1, 2 and on, so many of them. */
export const times = (length: number) => Array.from({ length }, (_, index) => index);
