import type { Bank, Item } from "#src/instruments/instrument.ts";
import { DONT_KNOW, type LayerId } from "#src/names/instruments.ts";
import type { Agreement, ItemAgreement } from "#src/scoring/agreement.ts";
import { display } from "#src/scoring/layers.ts";
import type { Words } from "#src/words/load.ts";
import { fill, joinNames } from "#src/words/phrase.ts";
import type { SeatWords } from "#src/words/seats.ts";

/** An agreement with the numbers of its seats, in the order of each item's `said`. */
export type NumberedAgreement = Agreement & { seats: readonly number[] };

export interface ComparedItem {
  id: string;
  layer: LayerId;
  layerName: string;
  question: string;
  /** More than one credit apart. */
  far: boolean;
  /** How far apart; null where all say the same. */
  spread: string | null;
  /** True of a definition that is described differently. */
  definition: boolean;
  /** Every option, lowest first, with the seats that chose it. */
  options: { label: string; who: string[] }[];
  unknown: string | null;
  conversation: string | null;
}

/** "You" for the own seat, "Seat 2" for another. */
export const seatName = (words: SeatWords, number: number, own: number) =>
  number === own ? words.you : fill(words.seat, { number });

/** Agreement in words, as one seat reads it: `own` is its number. `waiting` seats are under way and not in it. */
export function agreementView(
  source: { bank: Bank; words: Pick<Words, "seats"> },
  seen: NumberedAgreement,
  { own, waiting }: { own: number; waiting: number },
) {
  const { bank } = source;
  const { seats } = source.words;
  const words = seats.agreement;
  const who = seen.seats.map((number) => seatName(seats, number, own));
  const compared = seen.items.filter(({ said }) => said.filter((option) => option !== null).length > 1);
  const read = (some: readonly ItemAgreement[]) => some.map((one) => itemView(bank, seats, one, who));
  const differing = read(compared.filter(({ spread }) => spread !== null && spread > 0));
  return {
    bankVersion: bank.bankVersion,
    lede: fill(words.lede[compared.length === 1 ? "one" : "other"], {
      ...{ count: seen.seats.length, items: compared.length, difference: words.difference },
    }),
    waiting: waiting === 0 ? null : fill(waiting === 1 ? words.ledeWaiting : words.ledeWaitingMany, { count: waiting }),
    layers: bank.layers.map(({ id, name }) => ({ id, name, says: layerSays(words, seen.layers[id]) })),
    differing,
    definitions: differing.some(({ definition }) => definition) ? words.definition : null,
    agreeing: read(compared.filter(({ spread }) => spread === 0)),
    alone: read(compared.filter(({ spread }) => spread === null)),
    who,
    rows: compared.map((one) => ({
      question: itemOf(bank, one).prompt,
      said: one.said.map((option) => answerLabel(itemOf(bank, one), option, words)),
      agreement: one.value === null ? words.tableNone : String(display(100 * one.value)),
    })),
  };
}

export type AgreementView = ReturnType<typeof agreementView>;

const itemOf = (bank: Bank, { item }: ItemAgreement) => bank.items.find(({ id }) => id === item) as Item;

function layerSays(words: SeatWords["agreement"], value: number | null): string {
  if (value === null) return words.layerNone;
  const number = display(100 * value);
  const found = words.layerWords.find(({ from }) => number >= from);
  return fill(words.layerLine, { words: found?.words ?? "", number });
}

function answerLabel(item: Item, option: string | null, words: SeatWords["agreement"]): string {
  if (option === null) return words.notAsked;
  return item.options.find(({ id }) => id === option)?.label ?? words.dontKnow;
}

function itemView(bank: Bank, seats: SeatWords, one: ItemAgreement, who: readonly string[]): ComparedItem {
  const words = seats.agreement;
  const item = itemOf(bank, one);
  const saying = (option: string) => who.filter((_, seat) => one.said[seat] === option);
  const differs = one.spread !== null && one.spread > 0;
  const unknown = saying(DONT_KNOW);
  return {
    id: item.id,
    layer: item.layer,
    layerName: bank.layers.find(({ id }) => id === item.layer)?.name ?? "",
    question: item.prompt,
    spread: differs ? fill(words.spread, { spread: one.spread ?? 0 }) : null,
    definition: differs && item.facet === "define",
    far: (one.spread ?? 0) > 1,
    options: item.options.map(({ id, label }) => ({ label, who: saying(id) })),
    unknown:
      unknown.length === 0
        ? null
        : fill(unknown.length === 1 ? words.unknownOne : words.unknownMany, {
            count: unknown.length,
            who: joinNames(unknown),
          }),
    conversation: differs ? (seats.conversations[item.id] ?? null) : null,
  };
}
