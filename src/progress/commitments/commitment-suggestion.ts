import type { Bank } from "#src/instruments/instrument.ts";
import { textFor } from "#src/instruments/variants.ts";
import type { LayerId } from "#src/names/instruments.ts";
import { type ReportedAssessment, situationOf } from "#src/report/parts/source.ts";

/** The layer that a commitment is first offered for, and the proof of the report's first fix in it, if there is one. */
export function suggestion(
  bank: Bank,
  assessment: ReportedAssessment,
): { layer: LayerId | null; proof: string | null } {
  const { dominant, fixes } = assessment.result;
  const items = fixes.flatMap(({ item }) => bank.items.find(({ id }) => id === item) ?? []);
  const first = items.find(({ layer }) => layer === dominant) ?? items[0];
  return {
    layer: first?.layer ?? dominant,
    proof: first ? textFor(first.proof, situationOf({ bank, assessment })) : null,
  };
}
