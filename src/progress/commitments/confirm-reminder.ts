import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { consents } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { leadNews } from "#src/leads/standing/lead-news.ts";
import { refreshStandings, type StandingDomain } from "#src/leads/standing/refresh.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import { CONFIRM_WITHIN_DAYS, sentOn } from "#src/progress/reminders/times.ts";
import { DAY } from "#src/time.ts";
import type { Site } from "#src/words/site.ts";
import { type Commitment, findCommitment } from "./find-commitment.ts";

type Confirming = StandingDomain & { site: Pick<Site, "consent"> };

/**
 * The mailbox says yes to the reminder of a commitment: its consent, and the reminder itself, which waits in the outbox for
 * its day. From now on the lead stands at the desk, and webhooks hear of it. Saying yes again, even at the same moment,
 * changes nothing; neither does it once the reminder was stopped, or more than seven days after the mailbox was asked.
 */
export async function confirmReminder(domain: Confirming, id: string): Promise<void> {
  const { database, clock, ids, site } = domain;
  const now = clock();
  const confirmed = await database.transaction(async (tx) => {
    const found = await readConfirmation({ database: { query: tx }, clock: () => now }, id);
    if (found?.state !== "open" || found.commitment.leadId === null) return null;
    const { leadId, assessmentId, dueAt } = found.commitment;
    await tx.update(commitments).set({ confirmedAt: now }).where(eq(commitments.id, id));
    const consent = { purpose: "reminder" as const, textVersion: site.consent.reminder.version, givenAt: now };
    await tx
      .insert(consents)
      .values({ ...consent, id: ids(), leadId })
      .onConflictDoNothing();
    const about = { leadId, assessmentId, commitmentId: id };
    await enqueue(tx, { kind: "reminder", about, dueAt: Math.max(sentOn(dueAt), now), now });
    await notifyWebhooks(tx, { event: await leadNews(tx, leadId), leadId, assessmentId, now });
    return leadId;
  });
  if (confirmed === null) return;
  await refreshStandings(domain, [confirmed]);
  domain.wakeDelivery();
}

/** What a link to confirm finds: `open` to be confirmed, `confirmed`, `stopped`, `stale`, or nothing any more. */
export async function readConfirmation(
  domain: { database: Pick<Database, "query">; clock: () => number },
  id: string,
): Promise<{ state: "open" | "confirmed" | "stopped" | "stale"; commitment: Commitment } | null> {
  const commitment = await findCommitment(domain, id);
  if (!commitment) return null;
  if (commitment.stoppedAt !== null) return { state: "stopped", commitment };
  if (commitment.confirmedAt !== null) return { state: "confirmed", commitment };
  const fresh = (commitment.askedAt ?? 0) > domain.clock() - CONFIRM_WITHIN_DAYS * DAY;
  return { state: fresh ? "open" : "stale", commitment };
}
