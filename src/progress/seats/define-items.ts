import type { Bank, Item } from "#src/instruments/instrument.ts";

/** The items that ask whether something is defined: what a seat answers that does not take the whole Diagnostic. */
export function defineItems(bank: Bank): Item[] {
  const asked = new Set(bank.instruments.diagnostic.items);
  return bank.items.filter(({ id, facet }) => facet === "define" && asked.has(id));
}
