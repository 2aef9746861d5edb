import { allTrue, firstTrue } from "#src/words/needs.ts";
import { fill, joinNames } from "#src/words/phrase.ts";
import { factsOf, leadLayer } from "./facts.ts";
import { layerName, type Source } from "./source.ts";
import { valuesOf } from "./values.ts";

/**
 * Which layer is named, how firmly, and why (method, section 4; 2.0.0, section 4). `lead` is the layer that is named,
 * `emphasis` its name; `accent` says whether the name is firm enough for the brand's colour.
 */
export function dominantPart(source: Source) {
  const { bank, assessment } = source;
  const words = source.words.report.which;
  const { result, instrument } = assessment;
  const facts = factsOf(source);
  const lead = leadLayer(result);
  const reasons = joinNames(allTrue(words.reasons, facts).map((text) => fill(text, valuesOf(source))));
  const values = { ...valuesOf(source), reasons };
  const say = (texts: readonly string[]) => texts.map((text) => fill(text, values)).join(" ");
  const isFirm = result.clarity === "clear" || (result.clarity === "leading" && facts.openLead === 0);
  const isSure = result.clarity === "clear" || result.dominant === null;
  return {
    lead: result.dominant === null ? null : lead,
    accent: result.dominant !== null && result.verdict !== "FUNCTIONING" && isFirm,
    headline: say([firstTrue(words.headlines, facts).text]),
    emphasis: layerName(bank, lead),
    tag: result.dominant === null ? "" : firstTrue(words.tags, facts).text,
    note: say(allTrue(words.notes, facts)),
    mostLikely: instrument === "snapshot" && !isSure && !facts.nothingKnown ? words.mostLikely : null,
  };
}
