import type { Item } from "#src/instruments/instrument.ts";
import type { Fix } from "#src/scoring/result.ts";
import { layerName, type Source } from "./source.ts";

/** At most three first fixes, each with who, by when and the proof; or what to protect when no layer is dominant. */
export function fixesPart(source: Source) {
  const { bank, assessment } = source;
  const words = source.words.report;
  const { result } = assessment;
  const itemOf = (id: string) => bank.items.find((item) => item.id === id) as Item;
  const protects = result.dominant === null;
  return {
    heading: protects ? words.headings.protect : words.headings.fixes,
    intro: protects ? words.fixes.protect : words.fixes.intro,
    list: result.fixes
      .map((fix) => fixLine(itemOf(fix.item), fix, words.fixes.unknown))
      .map((fix) => ({
        ...fix,
        layer: layerName(bank, itemOf(fix.item).layer),
      })),
    protect: result.protect.map((id) => {
      const item = itemOf(id);
      return { item: id, topic: item.topic, layer: layerName(bank, item.layer), proof: item.proof };
    }),
  };
}

function fixLine(item: Item, { kind }: Fix, unknownLead: string) {
  const body = kind === "partial" ? item.partial.fix : item.low.firstFix;
  return {
    item: item.id,
    title: item.fixTitle,
    body: kind === "unknown" ? `${unknownLead} ${body}` : body,
    owner: item.owner,
    withinDays: item.withinDays,
    proof: item.proof,
  };
}
