import type { Site } from "./site.ts";

type Purpose = "report" | "follow-up" | "call" | "reminder";
type ConsentName = keyof Site["consent"];

/** What is asked for under a purpose: reminders are three things, each with a text of its own. */
const ASKED = {
  report: ["report"],
  "follow-up": ["followUp"],
  call: ["call"],
  reminder: ["reminder", "askAgain", "checkIns"],
} as const satisfies Record<Purpose, readonly ConsentName[]>;

/**
 * What was agreed to in a version: its name, null where only the purpose is known, and its text, null where that version
 * is not on this site any more.
 */
export function agreedTo(
  { consent }: Pick<Site, "consent">,
  purpose: Purpose,
  version: string,
): { name: ConsentName | null; text: string | null } {
  const asked: readonly ConsentName[] = ASKED[purpose];
  const [only = null, ...others] = asked;
  const shown = asked.find((name) => consent[name].version === version);
  return {
    name: shown ?? (others.length === 0 ? only : null),
    text: shown ? consent[shown].text : null,
  };
}
