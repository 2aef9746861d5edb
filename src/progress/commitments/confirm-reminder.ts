import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { commitments } from "#db/schema/progress.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { sayYes, whereYesStands, type Yes } from "#src/progress/reminders/say-yes.ts";
import { sentOn } from "#src/progress/reminders/times.ts";
import type { Site } from "#src/words/site.ts";
import { type Commitment, findCommitment } from "./find-commitment.ts";

type Confirming = StandingDomain & { site: Pick<Site, "consent"> };

/**
 * The mailbox says yes to the reminder of a commitment: its consent, and the reminder itself, which waits in the outbox for
 * its day. Saying yes again, even at the same moment, changes nothing; neither does it once the reminder was stopped, or
 * more than seven days after the mailbox was asked.
 */
export function confirmReminder(domain: Confirming, id: string): Promise<void> {
  return sayYes(domain, domain.site.consent.reminder.version, async (tx, now) => {
    const found = await readConfirmation({ database: { query: tx }, clock: () => now }, id);
    if (found?.state !== "open" || found.commitment.leadId === null) return null;
    const { leadId, assessmentId, dueAt } = found.commitment;
    await tx.update(commitments).set({ confirmedAt: now }).where(eq(commitments.id, id));
    const about = { leadId, assessmentId, commitmentId: id };
    await enqueue(tx, { kind: "reminder", about, dueAt: Math.max(sentOn(dueAt), now), now });
    return { leadId, assessmentId };
  });
}

/** What a link to confirm finds, or null where nothing is any more. */
export async function readConfirmation(
  domain: { database: Pick<Database, "query">; clock: () => number },
  id: string,
): Promise<{ state: Yes; commitment: Commitment } | null> {
  const commitment = await findCommitment(domain, id);
  return commitment && { state: whereYesStands(commitment, domain.clock()), commitment };
}
