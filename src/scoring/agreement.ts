import type { Questions } from "#src/instruments/instrument.ts";
import type { Question } from "#src/instruments/item.ts";
import { perLayer } from "./layers.ts";
import { type Answered, read } from "./reading.ts";
import type { PerLayer } from "./result.ts";

/** What one seat answered, item to option; an item that it was not asked or left open is missing. */
export type SeatAnswers = Readonly<Record<string, string>>;

export interface ItemAgreement {
  item: string;
  /** 1 where all say the same, 0 at the two ends of the scale; null where fewer than two seats chose an option. */
  value: number | null;
  /** Highest less lowest credit, 0 to 4; null with the value. */
  spread: number | null;
  /** Seats that said "dk". A missing answer is not one. */
  unknown: number;
  /** What each seat said, in the order of the seats: an option, "dk", or null for no answer. */
  said: (string | null)[];
}

export interface Agreement {
  /** Every item that some seat answered: largest spread first, then upstream, then bank order; those without a value last. */
  items: ItemAgreement[];
  /** The mean of a layer's items that have a value; null without one. */
  layers: PerLayer<number | null>;
}

const HIGHEST_CREDIT = 4;

/**
 * How far seats that answered the same items agree (method, section 9a). Symmetric in the seats: another order of them
 * only changes the order of `said`. Items that the bank no longer has are left out.
 * @throws {UnknownIdError} for an option that an item of the bank does not have.
 */
export function agreement(bank: Questions, seats: readonly SeatAnswers[]): Agreement {
  const items = new Set(bank.items.map(({ id }) => id));
  const readings = seats.map((answers) => {
    const known = Object.entries(answers).filter(([item]) => items.has(item));
    return read(bank, "diagnostic", { answers: Object.fromEntries(known) }).answered;
  });
  const compared = bank.layers.flatMap(({ id }) =>
    bank.items.filter(({ layer }) => layer === id).map((item) => ({ item, ...compareItem(item, readings, seats) })),
  );
  return {
    items: compared
      .filter(({ said }) => said.some((option) => option !== null))
      .toSorted((one, other) => (other.spread ?? -1) - (one.spread ?? -1))
      .map(({ item, ...rest }) => ({ item: item.id, ...rest })),
    layers: perLayer((layer) => {
      const spreads = compared.flatMap(({ item, spread }) => (item.layer === layer && spread !== null ? [spread] : []));
      if (spreads.length === 0) return null;
      const total = spreads.reduce((sum, spread) => sum + spread, 0);
      return 1 - total / (HIGHEST_CREDIT * spreads.length);
    }),
  };
}

function compareItem(item: Question, readings: readonly (readonly Answered[])[], seats: readonly SeatAnswers[]) {
  const answered = readings.flatMap((reading) => reading.filter((one) => one.item.id === item.id));
  const credits = answered.filter(({ state }) => state === "chosen").map(({ credit }) => credit);
  const spread = credits.length < 2 ? null : Math.max(...credits) - Math.min(...credits);
  return {
    value: spread === null ? null : 1 - spread / HIGHEST_CREDIT,
    spread,
    unknown: answered.filter(({ state }) => state === "unknown").length,
    said: seats.map((answers) => (Object.hasOwn(answers, item.id) ? (answers[item.id] ?? null) : null)),
  };
}
