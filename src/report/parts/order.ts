import type { LayerId } from "#src/names/instruments.ts";
import { firstTrue } from "#src/words/needs.ts";
import { fill } from "#src/words/phrase.ts";
import { factsOf, mayReach } from "./facts.ts";
import { fixesPart } from "./fixes.ts";
import { statusWord } from "./layers.ts";
import { layerName, layerNames, type Source } from "./source.ts";
import { valuesOf } from "./values.ts";

/** The order of work and what each layer waits for (method, section 5); the first act stands with the layer that it is about. */
export function orderPart(source: Source) {
  const { bank, assessment } = source;
  const words = source.words.report;
  const { sequence, layers, heldBack } = assessment.result;
  const [first] = sequence;
  const { nothingKnown } = factsOf(source);
  const waitsFor = (id: LayerId, strength: "absent" | "partial") =>
    heldBack[id].filter((held) => held.strength === strength).map(({ by }) => by);

  const { heldBackBelow, heldBetterBelow } = bank.model.dominant;
  const waits = (strength: "absent" | "partial", by: LayerId[]) => {
    const isOpen = mayReach(source, by, strength === "absent" ? heldBackBelow : heldBetterBelow);
    return fill(words.heldBack[isOpen ? (`${strength}Open` as const) : strength], { layers: layerNames(bank, by) });
  };

  const notes = (id: LayerId): string[] => {
    if (nothingKnown) return [];
    const absent = waitsFor(id, "absent");
    const partial = waitsFor(id, "partial");
    const better = partial.length > 0 ? [waits("partial", partial)] : [];
    if (id === first)
      return better.length > 0 ? [...better, fill(words.heldBack.firstJob, { layers: layerNames(bank, partial) })] : [];
    if (absent.length === 0) return better;
    return [waits("absent", absent), ...better];
  };

  const [act] = fixesPart(source).list;
  return {
    heading: words.headings.order,
    sentence: fill(firstTrue(words.order, factsOf(source)).text, valuesOf(source)),
    list: sequence.map((id) => ({
      id,
      name: layerName(bank, id),
      score: layers[id],
      status: statusWord(source, id),
      act: id === first && act?.layer === layerName(bank, id) ? act.title : null,
      notes: notes(id),
    })),
  };
}

/** One thread of the chain: a layer and a prerequisite that it waits for, by place from 0 upstream. */
export interface Thread {
  from: number;
  to: number;
  strength: "absent" | "partial";
}

/** The chain of layers with what waits for what, and its one-sentence reading (method, section 5). */
export function chainPart(source: Source) {
  const { bank, assessment } = source;
  const words = source.words.report;
  const { heldBack, layers } = assessment.result;
  const ids = bank.layers.map(({ id }) => id);
  const { nothingKnown } = factsOf(source);
  const threads = ids.flatMap((id, to): Thread[] =>
    nothingKnown ? [] : heldBack[id].map(({ by, strength }) => ({ from: ids.indexOf(by), to, strength })),
  );
  return {
    heading: words.chain.heading,
    sentence: chainSentence(source, threads),
    solid: words.chain.solid,
    dashed: words.chain.dashed,
    threads,
    layers: ids.map((id) => ({ name: layerName(bank, id), score: layers[id], status: statusWord(source, id) })),
  };
}

function chainSentence(source: Source, threads: readonly Thread[]): string {
  const { bank } = source;
  const { chain: words } = source.words.report;
  const { heldBackBelow: absentAt } = bank.model.dominant;
  if (factsOf(source).nothingKnown) return words.unknown;
  if (threads.length === 0) return words.none;
  const absent = threads.filter(({ strength }) => strength === "absent");
  const at = (places: number[]) => bank.layers.flatMap(({ id }, place) => (places.includes(place) ? [id] : []));
  const missing = at(absent.map(({ from }) => from));
  if (missing.length === 0) return fill(words.partial, { absentAt });
  const isOpen = mayReach(source, missing, absentAt);
  if (missing.length > 1)
    return fill(isOpen ? words.severalAbsentOpen : words.severalAbsent, {
      layers: layerNames(bank, missing),
      absentAt,
    });
  const waiting = at(absent.map(({ to }) => to));
  return fill(isOpen ? words.absentOpen : words.absent, {
    layer: layerNames(bank, missing),
    layers: layerNames(bank, waiting),
    absentAt,
  });
}
