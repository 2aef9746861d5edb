import type { Item } from "#src/instruments/instrument.ts";
import { fixFor, type Situation, textFor } from "#src/instruments/variants.ts";
import type { Fix } from "#src/scoring/result.ts";
import { layerName, type Source, situationOf } from "./source.ts";

/** Every look-up is to be done by whoever runs the item's first fix, in as many days. */
const firstFixOf = (item: Item) => Object.values(item.fixes)[0];

/** At most three first fixes, each with who, by when and the proof; or what to protect when no layer is dominant. */
export function fixesPart(source: Source) {
  const { bank, assessment } = source;
  const words = source.words.report;
  const { result } = assessment;
  const situation = situationOf(source);
  const itemOf = (id: string) => bank.items.find((item) => item.id === id) as Item;
  const protects = result.dominant === null;
  return {
    heading: protects ? words.headings.protect : words.headings.fixes,
    intro: protects ? words.fixes.protect : words.fixes.intro,
    list: result.fixes.map((fix) => ({
      ...fixLine(source, itemOf(fix.item), fix, situation),
      layer: layerName(bank, itemOf(fix.item).layer),
    })),
    protect: result.protect.map((id) => {
      const item = itemOf(id);
      return {
        item: id,
        topic: item.topic,
        layer: layerName(bank, item.layer),
        proof: textFor(item.proof, situation),
      };
    }),
  };
}

function fixLine({ bank, words, assessment }: Source, item: Item, { kind }: Fix, situation: Situation) {
  const say = (text: Item["proof"]) => textFor(text, situation);
  const fix = fixFor(bank, item, assessment.scored[item.id] ?? "", situation);
  const { owner, withinDays } = fix ?? firstFixOf(item) ?? { owner: "", withinDays: 0 };
  const unknown = { title: item.unknown.title, body: `${words.report.fixes.unknown} ${say(item.unknown.lookUp)}` };
  return {
    item: item.id,
    ...(fix && kind !== "unknown"
      ? { title: say(fix.title), body: say(fix.body) }
      : { title: say(unknown.title), body: unknown.body }),
    owner,
    withinDays,
    proof: say(fix?.proof ?? item.proof),
  };
}
