import type { Bank } from "#src/instruments/instrument.ts";
import type { LayerId } from "#src/names/instruments.ts";
import type { Result } from "#src/scoring/result.ts";

/** The layer that a commitment is first offered for, and the proof of the report's first fix in it, if there is one. */
export function suggestion(
  bank: Bank,
  { dominant, fixes }: Pick<Result, "dominant" | "fixes">,
): { layer: LayerId | null; proof: string | null } {
  const items = fixes.flatMap(({ item }) => bank.items.find(({ id }) => id === item) ?? []);
  const first = items.find(({ layer }) => layer === dominant) ?? items[0];
  return { layer: first?.layer ?? dominant, proof: first?.proof ?? null };
}
