import { memoised } from "#src/memoised.ts";
import { capital, inWords } from "#src/words/numbers.ts";
import { fill, plain, type Values } from "#src/words/phrase.ts";
import { ceilingOf, leadLayer, lowestLayers, unknownOn } from "./facts.ts";
import { itemsAsked, itemsOn, layerName, layerNames, type Source } from "./source.ts";

/** What every sentence of a report may name in curly braces. Counts stand in words where the name of the fact is theirs. */
export const valuesOf = memoised((source: Source): Values => {
  const { bank, words, assessment } = source;
  const { result } = assessment;
  const { language } = source.site;
  const { dominant: limits, verdict: rules } = bank.model;
  const lead = leadLayer(result);
  const named = result.dominant === null || result.verdict === "FUNCTIONING" ? lowestLayers(source) : result.candidates;
  const weak = bank.layers.map(({ id }) => id).filter((id) => result.exact[id] < limits.holdAt);
  const openLead = unknownOn(source, lead);
  const openNamed = [...new Set([lead, ...named, ...(result.clarity === "leading" ? result.nextLowest : [])])].reduce(
    (sum, id) => sum + unknownOn(source, id),
    0,
  );
  const total = itemsAsked(source).length;
  const contradictions = result.contradictions.length;
  const facet = (which: "define" | "enforce") => {
    const isOpen = itemsAsked(source).some((item) => item.facet === which && result.unknowns.includes(item.id));
    const { facet, facetOpen } = words.report.verdict;
    return fill(isOpen ? facetOpen : facet, { score: plain(result[which], language) });
  };
  return {
    layer: layerName(bank, lead),
    layers: layerNames(bank, named),
    nexts: result.nextLowest.length === 4 ? words.report.which.others : layerNames(bank, result.nextLowest),
    first: layerName(bank, result.sequence[0] ?? lead),
    lowestLayers: layerNames(bank, lowestLayers(source)),
    weak: layerNames(bank, weak),
    below: inWords(weak.length),
    points: plain(result.margin, language),
    score: result.layers[lead],
    upper: plain(ceilingOf(source, lead), language),
    perLayer: inWords(itemsOn(source, lead).length),
    openLead: inWords(openLead),
    OpenLead: capital(inWords(openLead)),
    openNamed: inWords(openNamed),
    OpenNamed: capital(inWords(openNamed)),
    unknown: inWords(result.unknowns.length),
    Unknown: capital(inWords(result.unknowns.length)),
    unknownCount: result.unknowns.length,
    known: total - result.unknowns.length,
    total,
    deciding: inWords(result.deciding.length),
    contradictions: inWords(contradictions),
    Contradictions: capital(inWords(contradictions)),
    passed: result.fourYesItems.filter((item) => item.passed).length,
    define: facet("define"),
    enforce: facet("enforce"),
    gapUnknown: result.gapFromUnknowns,
    holdAt: limits.holdAt,
    tieWindow: limits.tieWindow,
    absentAt: limits.heldBackBelow,
    clearAt: plain(limits.clearMargin[assessment.instrument], language),
    evenAt: plain(limits.evenSpread[assessment.instrument], language),
    enforceAt: rules.enforceAt,
    functioningMin: rules.functioningMinLayer,
  };
});
