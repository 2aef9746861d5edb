import type { Signal, SignalKind } from "#src/scoring/lead-intent.ts";
import type { LeadInput } from "#src/scoring/lead-score.ts";
import { score } from "#src/scoring/score.ts";
import { bank, EXAMPLES } from "#test/support/factories.ts";

export const NOW = Date.UTC(2026, 10, 20);
export const FEE = { amount: 20_000, currency: "GBP" };

export const today = (...kinds: SignalKind[]): Signal[] => kinds.map((kind) => ({ kind, at: NOW }));

/** A worked example of the method as a lead, whom nothing is known of beside. */
export function leadOf(example: keyof typeof EXAMPLES, more: Partial<LeadInput>): LeadInput {
  const { instrument, submission } = EXAMPLES[example];
  return {
    result: score(bank, instrument, submission),
    context: {},
    sizing: submission.sizing ?? {},
    currency: "GBP",
    fee: FEE,
    signals: [],
    excluded: false,
    ...more,
  };
}

/** The leads of section 14. */
export const E2 = leadOf("E2", {
  context: { c_team: "5-50", c_role: "founder" },
  signals: today("trigger", "diagnostic", "sizing", "report"),
});
export const E1 = leadOf("E1", { context: { c_team: "1", c_role: "founder" }, signals: today("trigger", "report") });
export const E4 = leadOf("E4", { context: { c_team: "5-50", c_role: "founder" }, signals: today("sizing", "report") });
