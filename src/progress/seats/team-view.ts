import type { Bank } from "#src/instruments/instrument.ts";
import { DONT_KNOW, type LayerId } from "#src/names/instruments.ts";
import type { ItemAgreement } from "#src/scoring/agreement.ts";
import type { NumberedAgreement } from "./agreement-view.ts";

/** From this many seats on a spread says more than who said what. */
const TEAM_FROM = 3;

/** What an answer can earn. */
const CREDITS = [0, 1, 2, 3, 4] as const;

export interface TeamRow {
  layer: LayerId;
  question: string;
  /** How many seats gave an answer that earns 0, 1, 2, 3 and 4. */
  counts: number[];
  unsure: number;
  /** Credits between the lowest and the highest answer. */
  spread: number;
}

/**
 * How far the answers of a team lie apart, question by question in the order of the agreement, most apart first: counts, and
 * never whose. Null for fewer than three seats. Questions that only one of them could answer are left out.
 */
export function teamView(bank: Bank, { seats, items }: Pick<NumberedAgreement, "seats" | "items">): TeamRow[] | null {
  if (seats.length < TEAM_FROM) return null;
  return items.flatMap((one) => rowOf(bank, one) ?? []);
}

function rowOf(bank: Bank, { item: id, said, spread }: ItemAgreement): TeamRow | null {
  const item = bank.items.find((one) => one.id === id);
  if (!item || spread === null) return null;
  const credits = said.map((option) => item.options.find((one) => one.id === option)?.credit);
  return {
    layer: item.layer,
    question: item.prompt,
    counts: CREDITS.map((credit) => credits.filter((one) => one === credit).length),
    unsure: said.filter((option) => option === DONT_KNOW).length,
    spread,
  };
}
