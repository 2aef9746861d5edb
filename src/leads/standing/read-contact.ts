import type { Outreach } from "#src/names/leads.ts";
import { outreachOf } from "./outreach.ts";
import { type FactsReader, readFacts } from "./read-facts.ts";
import { signalsOf } from "./signals.ts";
import { newestOf } from "./standing.ts";

/** Whether a lead may be written to, and when it last asked for a call (milliseconds since 1970). */
export interface Contact {
  outreach: Outreach;
  callAskedAt: number | null;
}

/** The same by what is true now, whatever the lead's standing was computed from; null without a lead. */
export async function readContact(reader: FactsReader, leadId: string): Promise<Contact | null> {
  const [facts] = await readFacts(reader, [leadId]);
  if (!facts) return null;
  const outreach = outreachOf(facts, newestOf(facts.assessments)?.context.c_market);
  return { outreach, callAskedAt: signalsOf(facts).find(({ kind }) => kind === "call-asked")?.at ?? null };
}
