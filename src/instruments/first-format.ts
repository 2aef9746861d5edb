import type { FirstItem, Question } from "./item.ts";
import type { ItemWords } from "./item-words.ts";

/** An item of 1.0.0 in the shape of today: its two texts stand at every option that they were written for. */
export function readFirstFormat(item: FirstItem): Omit<Question, "layer"> & ItemWords {
  const { low, partial, unknown, fixTitle, owner, withinDays, gate, ...same } = item;
  const isLow = (credit: number) => credit <= low.whenCreditAtMost;
  return {
    ...same,
    ...(gate && { gate: withoutStatement(gate) }),
    ...(gate?.test === "fourYes" && { statement: gate.statement }),
    findings: item.options
      .filter(({ credit }) => credit < 4)
      .map(({ id, credit }) => ({
        id,
        finding: isLow(credit) ? low.finding : partial.finding,
        fix: isLow(credit) ? "first" : "further",
      })),
    unknown: { finding: unknown.finding, title: fixTitle, lookUp: low.firstFix },
    fixes: {
      first: { title: fixTitle, body: low.firstFix, owner, withinDays },
      further: { title: fixTitle, body: partial.fix, owner, withinDays },
    },
  };
}

function withoutStatement(gate: NonNullable<FirstItem["gate"]>): NonNullable<Question["gate"]> {
  return gate.test === "fourYes" ? { test: gate.test, passCredit: gate.passCredit } : gate;
}
