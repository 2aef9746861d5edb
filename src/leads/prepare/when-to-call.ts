import { and, desc, eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { leadEvents } from "#db/schema/leads.ts";

/** What the lead's newest call request says about when, about one assessment or any; null where it says nothing. */
export async function whenToCall(
  { query }: Database,
  { leadId, assessmentId }: { leadId: string; assessmentId?: number },
): Promise<string | null> {
  const about = assessmentId === undefined ? undefined : eq(leadEvents.assessmentId, assessmentId);
  const [event] = await query
    .select({ detail: leadEvents.detail })
    .from(leadEvents)
    .where(and(eq(leadEvents.leadId, leadId), eq(leadEvents.kind, "call-asked"), about))
    .orderBy(desc(leadEvents.at))
    .limit(1);
  return event?.detail ?? null;
}
