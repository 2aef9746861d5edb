import type { Questions } from "#src/instruments/instrument.ts";
import type { LayerId } from "#src/names/instruments.ts";
import type { Clarity } from "#src/names/scoring.ts";
import { perLayer } from "./layers.ts";
import type { HeldBack, PerLayer } from "./result.ts";

/**
 * Order of work (method, section 5): the layers below 75, lowest first, but none before a prerequisite that is
 * missing altogether. Under "blind-spot" visibility counts as missing.
 */
export function orderOfWork(bank: Questions, scores: PerLayer<number>, clarity: Clarity): LayerId[] {
  const { holdAt, readyAt } = bank.model.dominant;
  const waiting = bank.layers.filter(({ id }) => scores[id] < holdAt);
  const sequence: LayerId[] = [];
  const isReady = (id: LayerId) =>
    sequence.includes(id) || (scores[id] >= readyAt && !(clarity === "blind-spot" && id === "visibility"));

  while (sequence.length < waiting.length) {
    let next: LayerId | undefined;
    for (const { id, prerequisites } of waiting) {
      if (next !== undefined && scores[id] >= scores[next]) continue;
      if (!sequence.includes(id) && prerequisites.every(isReady)) next = id;
    }
    if (next === undefined) throw new RangeError("Every layer waits for another.");
    sequence.push(next);
  }
  return sequence;
}

/** Which layers below 75 wait for which prerequisite, and how badly (method, section 5). */
export function heldBackBy(bank: Questions, scores: PerLayer<number>): PerLayer<HeldBack[]> {
  const { holdAt, heldBackBelow, heldBetterBelow } = bank.model.dominant;
  const held = perLayer<HeldBack[]>(() => []);
  for (const { id, prerequisites } of bank.layers) {
    if (scores[id] >= holdAt) continue;
    for (const by of prerequisites)
      if (scores[by] < heldBetterBelow)
        held[id].push({ by, strength: scores[by] < heldBackBelow ? "absent" : "partial" });
  }
  return held;
}

/** Layers whose answers have no reliable place to be read from, because visibility is below 40 (section 5). */
export function withoutReliablePlace(bank: Questions, scores: PerLayer<number>): LayerId[] {
  if (scores.visibility >= bank.model.dominant.unreliableVisibilityBelow) return [];
  return ["integrity", "flow", "learning"];
}
