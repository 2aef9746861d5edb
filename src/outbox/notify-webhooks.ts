import { eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { leadStandings } from "#db/schema/leads.ts";
import { enqueue } from "./enqueue.ts";

export interface LeadNews {
  /** `call` and `strong-lead` are for Slack, the rest for webhooks. */
  event: "lead.created" | "lead.updated" | "call" | "strong-lead";
  leadId: string;
  /** Which assessment it is about; without it the newest one of the lead's standing. */
  assessmentId?: number | undefined;
  /** Milliseconds since 1970: when it happened. */
  now: number;
}

/** Tells each endpoint that subscribes to such an event of what happened to a lead. */
export async function notifyWebhooks(tx: Tx, { event, leadId, assessmentId, now }: LeadNews): Promise<void> {
  const about = { leadId, assessmentId: assessmentId ?? (await newestOf(tx, leadId)) };
  await enqueue(tx, { kind: event, about, to: "subscribers", now });
}

async function newestOf(tx: Tx, leadId: string): Promise<number | null> {
  const [standing] = await tx
    .select({ assessmentId: leadStandings.assessmentId })
    .from(leadStandings)
    .where(eq(leadStandings.leadId, leadId));
  return standing?.assessmentId ?? null;
}
