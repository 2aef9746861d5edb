import type { Assessment } from "#src/assessments/find.ts";
import type { Bank, ContextItem } from "#src/instruments/instrument.ts";

/** The optional context questions that a result page asks: all of them after a Snapshot, none after a Diagnostic. */
export function optionalContext(bank: Bank, { instrument }: Pick<Assessment, "instrument">): ContextItem[] {
  return bank.instruments[instrument].after.length > 0 ? [] : bank.context.filter(({ optional }) => optional);
}
