import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INSTRUMENT_IDS, type InstrumentId, LAYER_IDS, type LayerId } from "#src/names/instruments.ts";
import { type Clarity, VERDICTS, type Verdict } from "#src/names/scoring.ts";
import { type Report, report } from "#src/report/report.ts";
import type { Result, Submission } from "#src/scoring/result.ts";
import { score } from "#src/scoring/score.ts";
import type { ReportWords } from "#src/words/report.ts";
import { type Answers, anySubmission, bank, banks, claritiesOf, creditsOf } from "#test/support/factories.ts";
import { site, words } from "#test/support/words.ts";

const RUNS = 1000;
/** Whether the version that is asked can come to it. */
const isSaid = (key: string) => claritiesOf(bank).includes("unsettled") || !key.includes("unsettled");
const TOOLS = ["none", "sheet", "crm"] as const;

type Given = Submission & { answers: Answers };
type Read = { given: Given; result: Result; made: Report; texts: string[] };

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsOf) : [];
}

function read(instrument: InstrumentId, given: Given, with_: ReportWords = words.report): Read {
  const result = score(bank, instrument, given);
  const sizing = given.sizing ?? {};
  const assessment = { instrument, completedAt: 0, scored: given.answers, revision: 1, sizing, currency: "", result };
  const made = report({ banks, words: { report: with_ }, site, assessment });
  return { given, result, made, texts: textsOf(made) };
}

const nameOf = (id: LayerId | undefined) => bank.layers.find((layer) => layer.id === id)?.name;

interface Case {
  name: string;
  instrument: InstrumentId;
  credits: string;
  /** The verdict with a CRM; the other tools follow from the table of section 6. */
  verdict: Verdict;
  clarity: Clarity;
  kind: keyof ReportWords["clarities"];
}

const of = (
  kind: Case["kind"],
  clarity: Clarity,
  verdict: Verdict,
  instrument: InstrumentId,
  credits: string,
  name = `${kind} in the ${instrument}`,
): Case => ({ name, instrument, credits, verdict, clarity, kind });

const ALL_FOUR = "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4";
const HALF = "2 2 2 2 2 | 2 2 2 2 2 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2";
const UNKNOWN = "x x x x x | x x x x x | x x x x x | x x x x x | x x x x x";
const E2 = "2 2 1 1 2 | 0 2 1 0 0 | 1 1 2 1 1 | 1 2 2 1 1 | 2 1 1 2 2";
const E5 = "4 2 x 2 2 | 0 x 2 x x | 2 1 x x x | 1 2 x 1 x | 2 2 2 2 2";

/** Credits chosen by hand, so that every clarity of section 4 and every rank of section 6 comes up. */
const CASES: Case[] = [
  of("clear", "clear", "SCENARIO_A", "diagnostic", E2),
  of("clear", "clear", "PARTIAL", "snapshot", "0 1 | 4 4 | 4 4 | 4 4 | 4 4"),
  of("leading", "leading", "SCENARIO_B", "diagnostic", "4 2 2 3 2 | 4 2 2 3 1 | 2 2 2 2 1 | 1 2 2 1 1 | 2 2 1 2 2"),
  of("leading", "leading", "SCENARIO_A", "snapshot", "0 1 | 0 x | 1 0 | 1 1 | 1 0"),
  of("joint", "joint", "SCENARIO_B", "diagnostic", "2 1 3 3 1 | 4 2 4 2 1 | 2 1 2 3 2 | 3 2 3 2 2 | 2 4 3 2 1"),
  of("joint", "joint", "SCENARIO_B", "snapshot", "4 4 | 2 1 | 2 1 | 4 4 | 4 4"),
  of(
    "joint-not-first",
    "joint",
    "SCENARIO_B",
    "diagnostic",
    "4 4 1 0 0 | 0 1 3 4 0 | 0 0 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4",
  ),
  of("joint-not-first", "joint", "SCENARIO_A", "snapshot", "0 1 | 0 x | 0 0 | 4 4 | 4 4"),
  of("even", "even", "SCENARIO_B", "diagnostic", HALF),
  of("even", "even", "SCENARIO_B", "snapshot", "2 2 | 2 2 | 2 2 | 3 1 | 2 2"),
  of("even-not-first", "even", "SCENARIO_A", "diagnostic", "2 2 2 2 1 | 2 1 2 2 1 | 2 2 2 2 2 | 1 2 2 3 2 | 2 1 2 2 3"),
  of("even-not-first", "even", "SCENARIO_A", "snapshot", "0 1 | 0 x | 0 0 | 0 1 | 0 1"),
  of("even-one", "even", "SCENARIO_B", "diagnostic", "2 2 2 2 2 | 2 1 2 2 1 | 2 2 2 2 2 | 1 2 2 3 2 | 2 2 2 2 2"),
  of("even-one", "even", "SCENARIO_B", "snapshot", "2 2 | 2 1 | 2 2 | 3 1 | 2 2"),
  of("blind-spot", "blind-spot", "SCENARIO_A", "diagnostic", E5),
  of("blind-spot", "blind-spot", "SCENARIO_A", "snapshot", "x x | x x | x x | x x | x x"),
  of("blind-spot", "blind-spot", "SCENARIO_A", "diagnostic", UNKNOWN, "everything unknown"),
  of(
    "blind-spot",
    "blind-spot",
    "FUNCTIONING",
    "diagnostic",
    "4 4 x x 4 | 4 x 4 4 4 | 4 4 x 4 x | 4 x 4 4 x | x 4 4 4 4",
    "a working system with a blind spot",
  ),
  of("functioning", "clear", "FUNCTIONING", "snapshot", "4 4 | 4 4 | 4 2 | 3 4 | 2 2"),
  of("functioning", "joint", "FUNCTIONING", "snapshot", "4 4 | 2 2 | 4 0 | 4 4 | 4 4", "a working system, two level"),
  of("functioning", "even", "FUNCTIONING", "diagnostic", "4 4 2 2 2 | 2 3 3 3 3 | 4 2 2 3 3 | 3 2 3 3 3 | 2 2 3 4 3"),
  of("none", "none", "FUNCTIONING", "diagnostic", ALL_FOUR),
  of("none", "none", "FUNCTIONING", "snapshot", "4 4 | 4 4 | 4 4 | 4 4 | 4 4"),
  of(
    "none",
    "none",
    "FUNCTIONING",
    "diagnostic",
    "4 4 3 3 2 | 4 3 3 3 3 | 4 4 2 3 3 | 3 4 3 3 3 | 4 4 2 3 3",
    "all at 80",
  ),
  of("all-hold", "none", "PARTIAL", "snapshot", "4 2 | 4 4 | 4 4 | 4 4 | 4 4"),
  of("all-hold", "none", "PARTIAL", "diagnostic", "4 2 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4"),
  of(
    "all-hold",
    "none",
    "SCENARIO_A",
    "diagnostic",
    "4 4 3 0 4 | 0 4 3 4 4 | 4 4 4 0 4 | 4 4 0 4 4 | 4 0 3 4 4",
    "all hold and little is written",
  ),
  of(
    "all-hold",
    "none",
    "SCENARIO_B",
    "diagnostic",
    "0 4 4 4 3 | 4 4 4 0 3 | 1 2 4 4 4 | 4 4 4 4 4 | 4 4 4 0 3",
    "all hold and little is enforced",
  ),
  of("clear", "clear", "PARTIAL", "diagnostic", "4 4 4 4 4 | 4 4 4 4 4 | 4 4 4 4 4 | 0 0 4 0 0 | 4 4 4 4 4"),
  of("leading", "leading", "PARTIAL", "snapshot", "4 2 | 2 2 | 4 2 | 1 2 | 2 4"),
  of(
    "clear",
    "clear",
    "SCENARIO_A",
    "diagnostic",
    "0 0 0 0 0 | 1 1 1 1 1 | 1 1 1 1 2 | 1 1 1 1 1 | 1 1 1 1 1",
    "nothing seen",
  ),
];

const WITHOUT_CRM: Partial<Record<Verdict, Verdict>> = { SCENARIO_A: "NO_SYSTEM", SCENARIO_B: "PROCESS_NO_TOOL" };
const verdictWith = (verdict: Verdict, tool: (typeof TOOLS)[number]) =>
  tool === "crm" ? verdict : (WITHOUT_CRM[verdict] ?? verdict);
const SIZING = { z_opps: 12, z_acv: 15_000, z_win: 22, z_cycle: 60, z_open: 47, z_miss: 25 };

/** What can be added to any case: numbers, a hurried sitting, a question left open. */
const SITUATIONS: Record<string, (given: Given) => Given> = {
  "as it is": (given) => given,
  "with every number": (given) => ({ ...given, sizing: SIZING }),
  "with no new deals": (given) => ({ ...given, sizing: { ...SIZING, z_opps: 0 } }),
  "with few open deals": (given) => ({ ...given, sizing: { ...SIZING, z_open: 20 } }),
  "in a hurry": (given) => ({ ...given, elapsedSeconds: 5 }),
  "with the first question left open": ({ answers: { V1: _open, ...answers }, ...given }) => ({ ...given, answers }),
  "with two pairs of answers that pull apart": (given) => ({
    ...given,
    answers: {
      ...given.answers,
      ...creditsOf("4 0 - - - | 0 - - - 4 | - - - - - | - - - - - | - - - - -", "diagnostic"),
    },
  }),
};

const everyReading = (with_: ReportWords = words.report): Read[] =>
  CASES.flatMap(({ instrument, credits }) =>
    TOOLS.flatMap((tool) =>
      Object.values(SITUATIONS).map((put) =>
        read(instrument, put({ answers: creditsOf(credits, instrument), context: { c_tool: tool } }), with_),
      ),
    ),
  );
const READINGS = everyReading();

/** Beside the cases above, what fast-check thinks of: strong, weak, uneven and blind firms, another lot in each run. */
const SAMPLED = INSTRUMENT_IDS.flatMap((instrument) =>
  fc.sample(anySubmission(instrument), RUNS).map((given) => read(instrument, given)),
);

/** Holds the claim for every reading; where it does not hold, says for which submission. */
function always(claim: (reading: Read) => void) {
  for (const reading of [...READINGS, ...SAMPLED])
    try {
      claim(reading);
    } catch (error) {
      if (error instanceof Error)
        error.message += `\n\nin the ${reading.result.instrument} for ${JSON.stringify(reading.given)}`;
      throw error;
    }
}

describe("Words of a report", () => {
  it.each(CASES)("have a case for $name: $clarity, $verdict", ({ instrument, credits, clarity, verdict, kind }) => {
    for (const tool of TOOLS) {
      const { result, made } = read(instrument, { answers: creditsOf(credits, instrument), context: { c_tool: tool } });
      expect(result.clarity).toBe(clarity);
      expect(result.verdict).toBe(verdictWith(verdict, tool));
      expect(made.dominant.tag).toBe(words.report.clarities[kind].tag);
    }
  });

  it("have a case for every verdict with every tool that can reach it, and for every clarity", () => {
    const reached = new Set(READINGS.map(({ result }) => result.verdict));
    expect([...reached].toSorted()).toEqual([...VERDICTS].toSorted());
    const clarities = new Set(READINGS.map(({ result }) => result.clarity));
    expect([...clarities].toSorted()).toEqual(claritiesOf(bank).toSorted());
    const kinds = new Set(CASES.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(
      Object.keys(words.report.clarities)
        .filter((kind) => isSaid(kind))
        .toSorted(),
    );
  });

  it("are found in every case, with every brace filled in, no number that is none, and no exclamation mark", () => {
    const broken = /[{}!]|undefined|NaN|Infinity|\bnull\b|\[object|\s{3}|^\s|\s$/;
    // One expectation a reading: one for each text takes twenty times as long.
    always(({ texts }) => expect(texts.filter((text) => broken.test(text))).toEqual([]));
  });

  it("give each layer and status a sentence of its own", () => {
    const sentences = LAYER_IDS.flatMap((id) => Object.values(words.report.statuses[id]));
    expect(sentences).toHaveLength(25);
    expect(new Set(sentences).size).toBe(25);
  });

  it("say where to start only with the layer that the order of work begins with", () => {
    const layers = bank.layers.map(({ name }) => name).join("|");
    const claim = new RegExp(`\\b(?:start|begin)s?\\b[^.;]*?\\bwith (?:the lowest bar, )?(${layers})`, "gi");
    const named = new Set<string>();
    always(({ result, texts }) => {
      for (const [said, layer = ""] of texts.flatMap((text) => [...text.matchAll(claim)])) {
        named.add(said);
        expect(layer).toBe(nameOf(result.sequence[0]));
      }
    });
    expect([...named].some((said) => said.startsWith("Start with"))).toBe(true);
    expect([...named].some((said) => said.startsWith("Start upstream, with"))).toBe(true);
  });

  it("begin the order of work where the result does, and name that layer", () => {
    always(({ result, made }) => {
      expect(made.order.list.map(({ id }) => id)).toEqual(result.sequence);
      const [first] = result.sequence;
      if (first) expect(made.order.sentence).toContain(nameOf(first));
      else expect(made.order.sentence).toBe(words.report.order.nothing);
    });
  });

  it("never say failure of a working system, whose lowest layer is its weakest", () => {
    always(({ result, made, texts }) => {
      if (result.verdict !== "FUNCTIONING") return;
      expect(texts.join(" ")).not.toMatch(/failure|failing/i);
      if (result.dominant !== null && result.clarity !== "blind-spot")
        expect(made.dominant.headline).toContain("weakest layer");
    });
  });

  it("never speak of a weak layer, or of a tool without a system, when all five hold", () => {
    always(({ result, made, texts }) => {
      if (result.dominant !== null) return;
      expect(texts.join(" ")).not.toMatch(/weak layer|weakest layer|dominant failure|tool without a system/i);
      if (result.verdict === "FUNCTIONING") return;
      expect(made.verdict.title).toMatch(/^All five layers hold/);
      for (const { title, sentence } of Object.values(words.report.verdicts)) {
        expect(texts).not.toContain(title);
        expect(texts).not.toContain(sentence);
      }
    });
  });

  it("name the condition that failed when all five hold", () => {
    const exceptionOf = (name: string) => {
      const found = CASES.find((one) => one.name === name) as Case;
      return TOOLS.map((tool) => {
        const answers = creditsOf(found.credits, found.instrument);
        return read(found.instrument, { answers, context: { c_tool: tool } }).made.verdict.sentence;
      });
    };
    expect(exceptionOf("all hold and little is written")).toEqual(TOOLS.map(() => words.report.allHold.define));
    expect(exceptionOf("all hold and little is enforced")).toEqual(TOOLS.map(() => words.report.allHold.enforce));
    for (const sentence of exceptionOf("all-hold in the diagnostic")) expect(sentence).toContain("3 of 4");
  });

  it("say most likely in the Snapshot unless the dominant layer is clear, and never in the Diagnostic", () => {
    expect(words.report.mostLikely).toContain("most likely");
    always(({ result, made }) => {
      const unsure = result.instrument === "snapshot" && result.dominant !== null && result.clarity !== "clear";
      expect(made.dominant.mostLikely).toBe(unsure ? words.report.mostLikely : null);
    });
  });

  it("call every Snapshot verdict an early reading, and no other", () => {
    always(({ result, made }) =>
      expect(made.verdict.early).toBe(result.instrument === "snapshot" ? words.report.earlyReading : null),
    );
  });

  it("show no currency sign without the three numbers that make an amount", () => {
    always(({ result, texts }) => {
      if (result.money === null) expect(texts.join(" ")).not.toMatch(/\p{Sc}/u);
    });
  });

  it("show no cost where too much is unknown or too little is certain, and say which of the two", () => {
    always(({ result, made }) => {
      const items = bank.instruments[result.instrument].items.length;
      const hidden = result.confidence === "low" || result.unknowns.length / items >= 0.3;
      expect(made.cost.shown).toBe(!hidden);
      if (made.cost.shown) return;
      expect(textsOf(made.cost).join(" ")).not.toMatch(/\p{Sc}|\d%/u);
      const many = result.unknowns.length / items > (result.instrument === "snapshot" ? 0.1 : 0.24);
      if (many) expect(made.cost.why).toContain(`these ${result.unknowns.length} questions`);
      else expect(made.cost.why).toBe(words.report.cost.tooUncertain);
    });
  });

  it("give the cost as a range with both constants whenever it is shown and there is a gap", () => {
    always(({ result, made }) => {
      if (!made.cost.shown) return;
      expect(made.cost.constants).toMatch(/3%.*8%/);
      expect(made.cost.formula.flat().join(" ")).toContain("3% and 8%");
      if (result.recoverablePercent[1] > 0 && result.money?.recoverable !== null)
        expect(`${made.cost.headline} ${made.cost.small}`).toMatch(/\d.* to .*\d/);
    });
  });

  it("say of E2 what the method says", () => {
    const { made } = read("diagnostic", {
      answers: creditsOf(E2, "diagnostic"),
      context: { c_tool: "crm" },
      sizing: SIZING,
    });
    expect(made.dominant.headline).toBe("Your dominant failure layer is Pipeline Integrity.");
    expect(made.cost).toMatchObject({ shown: true, headline: "£52,000 to £150,000", annual: "£475,200" });
    expect(textsOf(made.cost)).toEqual(expect.arrayContaining(["£158,400", "17 of 47"]));
    expect(textsOf(made.cost).join(" ")).toContain("23.7");
    expect(made.order.list.map(({ id }) => id)).toEqual(["integrity", "flow", "learning", "visibility", "resilience"]);
  });

  it.each([
    ["leading", "leading in the diagnostic", "Learning Loops is the lowest; Velocity and Flow is close."],
    [
      "joint",
      "joint in the diagnostic",
      "Revenue Visibility and Velocity and Flow are level. Start with Revenue Visibility, which comes first in the chain.",
    ],
    [
      "even",
      "even in the diagnostic",
      "No single layer stands out: the whole structure sits near this level. Start upstream, with Revenue Visibility.",
    ],
    [
      "even with one",
      "even-one in the diagnostic",
      "The five layers are close together. Pipeline Integrity is lowest, by too little to build on.",
    ],
    [
      "blind-spot",
      "blind-spot in the diagnostic",
      "You could not answer 9 of 25 questions. Not being able to see is the finding.",
    ],
  ])("use the method's sentence for %s", (_, name, sentence) => {
    const { instrument, credits } = CASES.find((one) => one.name === name) as Case;
    expect(read(instrument, { answers: creditsOf(credits, instrument) }).made.dominant.headline).toBe(sentence);
  });

  describe("in words.yaml", () => {
    const keysOf = (value: object, path = ""): string[] =>
      Object.entries(value).flatMap(([key, own]) =>
        typeof own === "string" ? [`${path}${key}`] : keysOf(own, `${path}${key}.`),
      );
    const marked = <T>(value: T, path = ""): T =>
      Object.fromEntries(
        Object.entries(value as object).map(([key, own]) => [
          key,
          typeof own === "string" ? `<${path}${key}>${own}` : marked(own, `${path}${key}.`),
        ]),
      ) as T;

    it("every sentence is said in at least one case", () => {
      const said = new Set<string>();
      for (const { texts } of everyReading(marked(words.report)))
        for (const text of texts) for (const [, key = ""] of text.matchAll(/<([\w. -]+)>/g)) said.add(key);
      expect(keysOf(words.report).filter((key) => isSaid(key) && !said.has(key))).toEqual([]);
    });

    it("all five holding never meets a failed practical test: the three answers that miss leave Pipeline Integrity below 75", () => {
      for (const instrument of INSTRUMENT_IDS) {
        const best = instrument === "snapshot" ? "4 4 | 1 x | 4 1 | 4 4 | 4 4" : ALL_FOUR;
        const answers = { ...creditsOf(best, instrument), P1: "b", P2: "dk", F2: "b" };
        const { result } = read(instrument, { answers });
        expect(result.exact.integrity).toBeLessThan(75);
        expect(result.dominant).not.toBeNull();
      }
    });

    it("a report with a dominant layer always has a first fix: a layer below 75 always has an answer below full credit to fix", () => {
      always(({ result, made }) => {
        if (result.dominant !== null) expect(made.fixes.list.length).toBeGreaterThan(0);
      });
    });
  });
});
