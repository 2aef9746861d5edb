import { eq } from "drizzle-orm";
import type { Query } from "#db/client/transaction.ts";
import { retakeReminders } from "#db/schema/ask-again.ts";
import { endWishes } from "#src/leads/erasing/end-wishes.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { sayYes, whereYesStands, type Yes } from "#src/progress/reminders/say-yes.ts";
import type { Site } from "#src/words/site.ts";
import { findWish, type Wish } from "./find-wish.ts";
import { askedAgainAt } from "./rules.ts";

type Confirming = StandingDomain & { site: Pick<Site, "consent"> };

/**
 * The mailbox says yes to being asked again: its consent, and the first mail, which waits in the outbox for its day. What
 * it wished before at another result ends with that, so that one mailbox has one. Saying yes again, even at the same
 * moment, changes nothing; neither does it once that was stopped, or more than seven days after the mailbox was asked.
 */
export function confirmWish(domain: Confirming, id: string): Promise<void> {
  const { version: textVersion } = domain.site.consent.askAgain;
  return sayYes(domain, textVersion, async (tx, now) => {
    const found = await readWish(tx, id, now);
    if (found?.state !== "open") return null;
    const { leadId, assessmentId, askedAt, everyDays } = found.wish;
    await endWishes(tx, "ask-again", { leadId, now, except: id });
    await tx.update(retakeReminders).set({ confirmedAt: now, textVersion }).where(eq(retakeReminders.id, id));
    const about = { leadId, assessmentId };
    await enqueue(tx, { kind: "ask-again", about, dueAt: askedAgainAt(askedAt, everyDays), now });
    return about;
  });
}

/** What a link to confirm finds, or null where nothing is any more. */
export async function readWish(query: Query, id: string, now: number): Promise<{ state: Yes; wish: Wish } | null> {
  const wish = await findWish(query, id);
  return wish && { state: whereYesStands(wish, now), wish };
}
