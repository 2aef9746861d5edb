import { allTrue, firstTrue } from "#src/words/needs.ts";
import { counted } from "#src/words/numbers.ts";
import { fill } from "#src/words/phrase.ts";
import { factsOf } from "./facts.ts";
import { itemsAsked, type Source } from "./source.ts";
import { valuesOf } from "./values.ts";

/** How sure the reading is, with the reasons that are true of it (method, section 7). */
export function confidencePart(source: Source) {
  const { headings, confidences: words } = source.words.report;
  const { confidence, unknowns, contradictions } = source.assessment.result;
  const facts = factsOf(source);
  const values = valuesOf(source);
  const items = itemsAsked(source).length;
  return {
    level: confidence,
    heading: fill(headings.confidence, { confidence }),
    sentence: allTrue(words.sentences, facts)
      .map((text) => fill(text, values))
      .join(" "),
    facts: [
      ...(unknowns.length > 0
        ? [{ figure: `${unknowns.length} of ${items}`, text: counted(words.facts.unknown, unknowns.length) }]
        : []),
      ...(contradictions.length > 0
        ? [{ figure: String(contradictions.length), text: counted(words.facts.contradictions, contradictions.length) }]
        : []),
      { figure: "About 80%", text: words.facts.simulated },
    ],
    flags: allTrue(words.flags, facts),
  };
}

/** Pairs of answers that pull apart, as questions (method, section 7). */
export function contradictionsPart(source: Source) {
  const { headings, contradictions: words } = source.words.report;
  const { contradictions } = source.assessment.result;
  return {
    heading: headings.contradictions,
    sentence: fill(firstTrue(words, factsOf(source)).text, valuesOf(source)),
    questions: source.bank.contradictions
      .filter(({ id }) => contradictions.includes(id))
      .map(({ question }) => question),
  };
}
