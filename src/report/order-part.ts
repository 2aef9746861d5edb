import type { LayerId } from "../instruments/names.ts";
import { fill } from "./phrase.ts";
import { layerName, layerNames, type Source } from "./report.ts";

/** The order of work and what each layer waits for (method, section 5). */
export function orderPart({ bank, words, assessment }: Source) {
  const { sequence, exact, layers, weakest, heldBack, statuses } = assessment.result;
  const [first] = sequence;
  const waitsFor = (id: LayerId, strength: "absent" | "partial") =>
    heldBack[id].filter((held) => held.strength === strength).map(({ by }) => by);

  const notes = (id: LayerId): string[] => {
    const layer = layerName(bank, id);
    const absent = waitsFor(id, "absent");
    const partial = waitsFor(id, "partial");
    const better =
      partial.length > 0 ? [fill(words.heldBack.partial, { layer, layers: layerNames(bank, partial) })] : [];
    if (id === first)
      return better.length > 0 ? [...better, fill(words.heldBack.firstJob, { layers: layerNames(bank, partial) })] : [];
    if (absent.length === 0) return better;
    return [fill(words.heldBack.absent, { layer, layers: layerNames(bank, absent) }), ...better];
  };

  let sentence = words.order.nothing;
  if (first !== undefined)
    sentence = fill(exact[first] === exact[weakest] ? words.order.lowestFirst : words.order.upstreamFirst, {
      layer: layerName(bank, first),
      next: layerName(bank, weakest),
    });

  return {
    heading: words.headings.order,
    sentence,
    list: sequence.map((id) => ({
      id,
      name: layerName(bank, id),
      score: layers[id],
      status: statuses[id],
      notes: notes(id),
    })),
  };
}
