import { INSTRUMENT_IDS, LAYER_IDS } from "#src/names/instruments.ts";
import { FIRST_CHECKED } from "#src/names/scoring.ts";
import type { Questions } from "./instrument.ts";
import type { Question } from "./item.ts";

const ITEMS_PER_LAYER = { snapshot: 2, diagnostic: 5 } as const;

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
}

function itemFaults(item: Question): string[] {
  const faults: string[] = [];
  const at = `items/${item.layer}.yaml: item ${item.id}`;
  for (const id of repeated(item.options.map((option) => option.id)))
    faults.push(`${at}: option "${id}" stands twice.`);
  if (item.options.some(({ id }) => id === "dk"))
    faults.push(`${at}: "dk" is kept for "Not sure"; use another option id.`);
  const credits = item.options.map(({ credit }) => credit);
  if (credits.some((credit, place) => place > 0 && credit <= (credits[place - 1] ?? 0)))
    faults.push(`${at}: credits must rise from one option to the next, and they are ${credits.join(", ")}.`);
  if (credits.at(-1) !== 4) faults.push(`${at}: the last option must earn credit 4, and it earns ${credits.at(-1)}.`);
  return faults;
}

function instrumentFaults(bank: Questions): string[] {
  const faults: string[] = [];
  const known = new Map(bank.items.map((item) => [item.id, item]));
  const contexts = bank.context.map(({ id }) => id);
  for (const id of INSTRUMENT_IDS) {
    const instrument = bank.instruments[id];
    const at = `bank.yaml: instrument ${id}`;
    for (const item of instrument.items)
      if (!known.get(item)?.instruments.includes(id))
        faults.push(`${at}: asks item ${item}, which is not in the bank or does not name this instrument.`);
    for (const item of bank.items)
      if (item.instruments.includes(id) && !instrument.items.includes(item.id))
        faults.push(`${at}: leaves out item ${item.id}, which names this instrument.`);
    for (const layer of LAYER_IDS) {
      const count = instrument.items.filter((item) => known.get(item)?.layer === layer).length;
      if (count !== ITEMS_PER_LAYER[id])
        faults.push(`${at}: layer ${layer} has ${count} items, and it needs ${ITEMS_PER_LAYER[id]}.`);
    }
    for (const context of [...instrument.context, ...instrument.after])
      if (!contexts.includes(context)) faults.push(`${at}: asks "${context}", which is not a context item.`);
  }
  return faults;
}

function contradictionFaults(bank: Questions): string[] {
  const items = new Set(bank.items.map(({ id }) => id));
  const fields = new Set(bank.sizing.map(({ id }) => id));
  return bank.contradictions.flatMap(({ id, when }) => {
    const unknown = [...when.items, ...(when.several?.of ?? [])].filter(({ item }) => !items.has(item));
    const faults = unknown.map(({ item }) => `bank.yaml: contradiction ${id}: item "${item}" is not in the bank.`);
    if (when.sizing && !fields.has(when.sizing.field))
      faults.push(`bank.yaml: contradiction ${id}: sizing number "${when.sizing.field}" is not in the bank.`);
    return faults;
  });
}

function intervalFaults(bank: Questions): string[] {
  return Object.entries({ bands: bank.model.bands, layerStatuses: bank.model.layerStatuses }).flatMap(
    ([name, intervals]) => {
      const starts = intervals.map(({ min }) => min);
      const rising = starts.every((start, place) => (place === 0 ? start === 0 : start > (starts[place - 1] ?? 0)));
      return rising
        ? []
        : [`bank.yaml: model.${name}: must start at 0 and rise, and the starts are ${starts.join(", ")}.`];
    },
  );
}

const GATES = { fourYes: 4, practical: 3 } as const;

function gateFaults(bank: Questions): string[] {
  return INSTRUMENT_IDS.flatMap((id) =>
    (Object.keys(GATES) as (keyof typeof GATES)[]).flatMap((test) => {
      const gated = new Set(bank.items.filter(({ gate }) => gate?.test === test).map((item) => item.id));
      const count = bank.instruments[id].items.filter((item) => gated.has(item)).length;
      return count === GATES[test]
        ? []
        : [
            `bank.yaml: instrument ${id}: the ${test} test has ${count} items with a gate, and it needs ${GATES[test]}.`,
          ];
    }),
  );
}

function modelFaults(bank: Questions): string[] {
  const { checks = FIRST_CHECKED, verdict } = bank.model;
  const known = new Set(bank.items.map(({ id }) => id));
  const tools = bank.context.find(({ id }) => id === "c_tool")?.options.map(({ id }) => id) ?? [];
  return [
    ...Object.entries(checks)
      .filter(([, item]) => !known.has(item))
      .map(([name, item]) => `bank.yaml: model.checks.${name}: item ${item} is not in the bank.`),
    ...Object.keys(verdict.unwrittenAtMost ?? {})
      .filter((item) => !known.has(item))
      .map((item) => `bank.yaml: model.verdict.unwrittenAtMost: item ${item} is not in the bank.`),
    ...(verdict.toolIds ?? [])
      .filter((tool) => !tools.includes(tool))
      .map((tool) => `bank.yaml: model.verdict.toolIds: "${tool}" is no answer to c_tool.`),
  ];
}

function repeatedFaults(bank: Questions): string[] {
  const layersOf = (id: string) => [...new Set(bank.items.filter((item) => item.id === id).map(({ layer }) => layer))];
  const lists = { "context item": bank.context, "sizing number": bank.sizing, contradiction: bank.contradictions };
  return [
    ...repeated(bank.items.map(({ id }) => id)).map(
      (id) =>
        `${layersOf(id)
          .map((layer) => `items/${layer}.yaml`)
          .join(" and ")}: item ${id} stands twice. Ids are never used again.`,
    ),
    ...Object.entries(lists).flatMap(([what, list]) =>
      repeated(list.map(({ id }) => id)).map((id) => `bank.yaml: ${what} ${id} stands twice.`),
    ),
  ];
}

/**
 * What no schema can see: ids that repeat or lead nowhere, credits that do not rise, layers with too few items.
 * One sentence a fault, naming file, item and fault; an empty list means the questions may be asked (method, section 15.12).
 */
export function lintQuestions(bank: Questions): string[] {
  const order = bank.layers.map(({ id }) => id);
  return [
    ...repeatedFaults(bank),
    ...(order.join() === LAYER_IDS.join()
      ? []
      : [`bank.yaml: layers must stand in the order ${LAYER_IDS.join(", ")}.`]),
    ...bank.layers.flatMap(({ id, prerequisites }) =>
      prerequisites
        .filter((by) => order.indexOf(by) >= order.indexOf(id))
        .map((by) => `bank.yaml: layer ${id}: prerequisite ${by} does not lie upstream of it.`),
    ),
    ...bank.items.flatMap(itemFaults),
    ...instrumentFaults(bank),
    ...contradictionFaults(bank),
    ...intervalFaults(bank),
    ...gateFaults(bank),
    ...modelFaults(bank),
  ];
}
