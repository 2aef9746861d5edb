import { eq } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { consents } from "#db/schema/leads.ts";
import { endWishes } from "#src/leads/erasing/end-wishes.ts";
import { leadNews } from "#src/leads/standing/lead-news.ts";
import { refreshStandings, type StandingDomain } from "#src/leads/standing/refresh.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import { CONFIRM_WITHIN_DAYS } from "#src/progress/reminders/times.ts";
import { DAY } from "#src/time.ts";
import type { Site } from "#src/words/site.ts";
import { findWish, type Wish } from "./find-wish.ts";
import { askedAgainAt } from "./rules.ts";

type Confirming = StandingDomain & { site: Pick<Site, "consent"> };

/**
 * The mailbox says yes to being asked again: its consent, and the first mail, which waits in the outbox for its day. What
 * it wished before at another result ends with that, so that one mailbox has one. Saying yes again, even at the same
 * moment, changes nothing; neither does it once that was stopped, or more than seven days after the mailbox was asked.
 */
export async function confirmWish(domain: Confirming, id: string): Promise<void> {
  const { database, clock, ids, site } = domain;
  const now = clock();
  const consent = { id: ids(), purpose: "reminder" as const, textVersion: site.consent.askAgain.version, givenAt: now };
  const confirmed = await database.transaction(async (tx) => {
    const found = await readWish(tx, id, now);
    if (found?.state !== "open") return null;
    const { leadId, assessmentId, askedAt, everyDays } = found.wish;
    await endWishes(tx, leadId, now, id);
    const { textVersion } = consent;
    await tx.update(retakeReminders).set({ confirmedAt: now, textVersion }).where(eq(retakeReminders.id, id));
    await tx
      .insert(consents)
      .values({ ...consent, leadId })
      .onConflictDoNothing();
    const about = { leadId, assessmentId };
    await enqueue(tx, { kind: "ask-again", about, dueAt: askedAgainAt(askedAt, everyDays), now });
    await notifyWebhooks(tx, { event: await leadNews(tx, leadId), leadId, assessmentId, now });
    return leadId;
  });
  if (confirmed === null) return;
  await refreshStandings(domain, [confirmed]);
  domain.wakeDelivery();
}

/** What a link to confirm finds: `open` to be confirmed, `confirmed`, `stopped`, `stale`, or nothing any more. */
export async function readWish(
  query: Query,
  id: string,
  now: number,
): Promise<{ state: "open" | "confirmed" | "stopped" | "stale"; wish: Wish } | null> {
  const wish = await findWish(query, id);
  if (!wish) return null;
  if (wish.stoppedAt !== null) return { state: "stopped", wish };
  if (wish.confirmedAt !== null) return { state: "confirmed", wish };
  return { state: wish.askedAt > now - CONFIRM_WITHIN_DAYS * DAY ? "open" : "stale", wish };
}
