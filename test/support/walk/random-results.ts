import type { Bank } from "#src/instruments/instrument.ts";
import { DONT_KNOW, type InstrumentId } from "#src/names/instruments.ts";
import type { Submission } from "#src/scoring/result.ts";

/** Numbers from 0 up to 1, the same for the same seed on every machine (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Given = Submission & {
  answers: Record<string, string>;
  context: Record<string, string>;
  sizing: Record<string, number>;
};

/**
 * A submission of a firm that is strong, weak, uneven or blind: each layer leans to a level of its own, and a quarter of the
 * firms know everything.
 */
export function randomSubmission(bank: Bank, instrument: InstrumentId, random: () => number): Given {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const unknowns = pick([0, 0.03, 0.08, 0.3]);
  const leans = new Map(bank.layers.map(({ id }) => [id, random() * 4.6 - 0.3]));
  const spread = pick([0.4, 1, 2.5]);
  const answers: Record<string, string> = {};
  for (const { id, layer, options } of bank.items) {
    if (!bank.instruments[instrument].items.includes(id)) continue;
    const aim = (leans.get(layer) ?? 2) + (random() * 2 - 1) * spread;
    const nearest = options.reduce((best, one) =>
      Math.abs(one.credit - aim) < Math.abs(best.credit - aim) ? one : best,
    );
    answers[id] = random() < unknowns ? DONT_KNOW : nearest.id;
  }
  const context: Record<string, string> = {};
  for (const { id, options } of bank.context) if (id === "c_tool" || random() < 0.5) context[id] = pick(options).id;
  const sizing: Record<string, number> = {};
  if (random() < 0.4)
    for (const { id, min, max } of bank.sizing)
      if (random() < 0.85) sizing[id] = Math.round(min + (Math.min(max, min + 60) - min) * random());
  return { answers, context, sizing, elapsedSeconds: Math.round(20 + random() * 300) };
}
