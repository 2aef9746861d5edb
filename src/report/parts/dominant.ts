import type { LayerId } from "#src/names/instruments.ts";
import { fill } from "#src/words/phrase.ts";
import type { ReportWords } from "#src/words/report.ts";
import { layerName, layerNames, type Source } from "./source.ts";

type Case = keyof ReportWords["clarities"];

/** The layer that the report is about: the dominant one, or the weakest where nothing fails. */
export function leadLayer(result: Source["assessment"]["result"]): LayerId {
  return caseOf(result) === "functioning" || result.dominant === null ? result.weakest : result.dominant;
}

/**
 * Which layer is named, how firmly, and why (method, section 4, "Words to use"). `lead` is the layer whose bar carries
 * the accent, `emphasis` its name where the headline says it.
 */
export function dominantPart(source: Source) {
  const { bank, assessment } = source;
  const words = source.words.report;
  const { result, instrument } = assessment;
  const kind = caseOf(result);
  const lead = leadLayer(result);
  const others = bank.layers.map(({ id }) => id).filter((id) => id !== lead);
  const nextLowest = others.reduce((low, id) => (result.exact[id] < result.exact[low] ? id : low));
  const beginsAt = kind.endsWith("not-first") ? (result.sequence[0] ?? lead) : nextLowest;
  const values = {
    layer: layerName(bank, lead),
    layers: layerNames(bank, result.candidates),
    next: layerName(bank, beginsAt),
    points: result.margin,
    score: result.layers[lead],
    count: result.unknowns.length,
    total: bank.instruments[instrument].items.length,
  };
  const { headline, tag, note } = words.clarities[kind];
  const sure = result.clarity === "clear" || result.dominant === null;
  return {
    lead: result.dominant === null ? null : lead,
    headline: fill(headline, values),
    emphasis: values.layer,
    tag,
    note: fill(note, values),
    mostLikely: instrument === "snapshot" && !sure ? words.mostLikely : null,
    basis:
      result.basis === "unknowns"
        ? fill(words.basisUnknowns, { layer: layerName(bank, result.dominant ?? lead) })
        : null,
  };
}

/** The order of work may begin elsewhere than with a level layer; then nothing says "start with" it. */
function caseOf({ clarity, dominant, verdict, candidates, sequence }: Source["assessment"]["result"]): Case {
  if (dominant === null) return verdict === "FUNCTIONING" ? "none" : "all-hold";
  if (clarity === "blind-spot") return "blind-spot";
  if (verdict === "FUNCTIONING") return "functioning";
  const beginsHere = sequence[0] === dominant;
  if (clarity === "joint") return beginsHere ? "joint" : "joint-not-first";
  if (clarity === "even" && candidates.length === 1) return "even-one";
  if (clarity === "even") return beginsHere ? "even" : "even-not-first";
  return clarity;
}
