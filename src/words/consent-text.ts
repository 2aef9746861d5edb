import type { Site } from "./site.ts";

type Purpose = "report" | "follow-up" | "call" | "reminder";

/** What a purpose says now, or null where it was agreed to in another version: older words are not on this site. */
export function consentTextOf({ consent }: Pick<Site, "consent">, purpose: Purpose, version: string): string | null {
  const { report, followUp, call, reminder } = consent;
  const shown = { report, "follow-up": followUp, call, reminder }[purpose];
  return shown.version === version ? shown.text : null;
}
