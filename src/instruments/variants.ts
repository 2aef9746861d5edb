import { DONT_KNOW } from "#src/names/instruments.ts";
import type { Bank, Item } from "./instrument.ts";
import type { FixReference, FixWords, Needs, Text } from "./item-words.ts";

/** What the words of one result depend on, beside the answer that they belong to. */
export interface Situation {
  /** The firm is one person. */
  solo: boolean;
  /** The verdict forbids a new field, tool or automation. */
  paper: boolean;
  /** An option or "dk" for each item that the instrument asked. */
  answers: Readonly<Record<string, string>>;
}

/** Whether a sentence with these needs is true here. An item that was not asked meets none. */
export function isMet(needs: Needs | undefined, { solo, paper, answers }: Situation): boolean {
  if (!needs) return true;
  const has = (item: string, options: readonly string[]) =>
    Object.hasOwn(answers, item) && options.includes(answers[item] ?? DONT_KNOW);
  return (
    (!needs.solo || solo) &&
    (!needs.paper || paper) &&
    Object.entries(needs.answers ?? {}).every(([item, options]) => has(item, options)) &&
    !Object.entries(needs.unless ?? {}).some(([item, options]) => has(item, options))
  );
}

/** The first variant that is true here; the last needs nothing, so there is always one. */
export function textFor(text: Text, situation: Situation): string {
  if (typeof text === "string") return text;
  return text.find(({ needs }) => isMet(needs, situation))?.text ?? "";
}

/** The item and key that a reference means: its own item's fix, or `P2.park-silent-deals`. */
export function fixPlace(item: string, reference: string): { item: string; key: string } {
  const [first = "", key] = reference.split(".");
  return key === undefined ? { item, key: first } : { item: first, key };
}

/** What to do about one answer below full credit; null for an unknown one and at full credit. */
export function fixFor(bank: Bank, item: Item, option: string, situation: Situation): FixWords | null {
  const reference = item.findings.find(({ id }) => id === option)?.fix;
  if (reference === undefined) return null;
  const place = fixPlace(item.id, keyFor(reference, situation));
  return bank.items.find(({ id }) => id === place.item)?.fixes[place.key] ?? null;
}

function keyFor(reference: FixReference, situation: Situation): string {
  if (typeof reference === "string") return reference;
  return reference.find(({ needs }) => isMet(needs, situation))?.fix ?? "";
}
