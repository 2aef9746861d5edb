import type { Site } from "./site.ts";

type Purpose = "report" | "follow-up" | "call" | "reminder";

/** What a purpose says now, or null where it was agreed to in another version: older words are not on this site. */
export function consentTextOf({ consent }: Pick<Site, "consent">, purpose: Purpose, version: string): string | null {
  const { report, followUp, call, reminder, askAgain, checkIns } = consent;
  const shown = { report: [report], "follow-up": [followUp], call: [call], reminder: [reminder, askAgain, checkIns] }[
    purpose
  ];
  return shown.find((text) => text.version === version)?.text ?? null;
}
