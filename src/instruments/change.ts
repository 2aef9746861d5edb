import type { Bank, Questions } from "./instrument.ts";

/** Patch: words alone. Minor: an unscored question. Major: anything that is scored (method, section 9). */
export const CHANGES = ["patch", "minor", "major"] as const;
export type Change = (typeof CHANGES)[number];

type Asked = { prompt: string; options: readonly { id: string; label: string; credit?: number }[] };

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, own) =>
    own !== null && typeof own === "object" && !Array.isArray(own)
      ? Object.fromEntries(Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1)))
      : own,
  );
}

const questionOf = (bank: Questions, id: string): Asked | undefined =>
  bank.items.find((item) => item.id === id) ?? bank.context.find((item) => item.id === id);

/** Prompt and options as they are asked and scored; help may change with any patch. */
const wordingOf = ({ prompt, options }: Asked) =>
  canonical([prompt, options.map(({ id, label, credit }) => ({ id, label, credit }))]);

/** Whether two versions ask one question, scored or not, with the same prompt, options and credits. */
export function isAskedUnchanged(before: Questions, after: Questions, id: string): boolean {
  const [was, is] = [questionOf(before, id), questionOf(after, id)];
  return was !== undefined && is !== undefined && wordingOf(was) === wordingOf(is);
}

/** Everything that a score rests on. */
const scoredOf = (bank: Questions) =>
  canonical({
    model: bank.model,
    layers: bank.layers.map(({ id, prerequisites }) => ({ id, prerequisites })),
    instruments: Object.values(bank.instruments).map(({ items }) => items),
    items: bank.items.map(({ id, layer, facet, prompt, options, gate }) => ({
      id,
      layer,
      facet,
      prompt,
      options,
      gate,
    })),
    contradictions: bank.contradictions.map(({ id, instruments, when }) => ({ id, instruments, when })),
    sizing: bank.sizing.map(({ id, min, max }) => ({ id, min, max })),
  });

const askedOf = (bank: Questions) =>
  canonical([bank.context.map(({ id, prompt, options }) => ({ id, prompt, options })), contextsOf(bank)]);
const contextsOf = ({ instruments }: Questions) =>
  Object.values(instruments).map(({ context, after }) => ({ context, after }));

/** A version without what it is called and how its files are laid out. */
const wordsOf = ({ bankVersion: _, modelVersion: __, format: ___, ...rest }: Bank) => canonical(rest);

/** What kind of change leads from one version to another; null for none. */
export function changeBetween(before: Bank, after: Bank): Change | null {
  if (scoredOf(before) !== scoredOf(after)) return "major";
  if (askedOf(before) !== askedOf(after)) return "minor";
  return wordsOf(before) === wordsOf(after) ? null : "patch";
}
