import type { Tx } from "#db/client/transaction.ts";
import { consents } from "#db/schema/leads.ts";
import { leadNews } from "#src/leads/standing/lead-news.ts";
import { refreshStandings, type StandingDomain } from "#src/leads/standing/refresh.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import { DAY } from "#src/time.ts";
import { CONFIRM_WITHIN_DAYS } from "./times.ts";

/** What a link to confirm finds: `stale` once more than seven days have passed. */
export type Yes = "open" | "confirmed" | "stopped" | "stale";

/** Where the yes of a mailbox stands, by the moments it was asked and answered (milliseconds since 1970). */
export function whereYesStands(
  { askedAt, confirmedAt, stoppedAt }: Record<"askedAt" | "confirmedAt" | "stoppedAt", number | null>,
  now: number,
): Yes {
  if (stoppedAt !== null) return "stopped";
  if (confirmedAt !== null) return "confirmed";
  return (askedAt ?? 0) > now - CONFIRM_WITHIN_DAYS * DAY ? "open" : "stale";
}

/**
 * A mailbox says yes to mails on their days: its consent, and what `confirm` makes of it in the same transaction. From now
 * on the lead stands at the desk, and webhooks hear of it. Nothing happens where `confirm` finds nothing to say yes to.
 */
export async function sayYes(
  domain: StandingDomain,
  textVersion: string,
  confirm: (tx: Tx, now: number) => Promise<{ leadId: string; assessmentId: number } | null>,
): Promise<void> {
  const { database, clock, ids } = domain;
  const now = clock();
  const consent = { id: ids(), purpose: "reminder" as const, textVersion, givenAt: now };
  const leadId = await database.transaction(async (tx) => {
    const about = await confirm(tx, now);
    if (about === null) return null;
    await tx
      .insert(consents)
      .values({ ...consent, leadId: about.leadId })
      .onConflictDoNothing();
    await notifyWebhooks(tx, { ...about, event: await leadNews(tx, about.leadId), now });
    return about.leadId;
  });
  if (leadId === null) return;
  await refreshStandings(domain, [leadId]);
  domain.wakeDelivery();
}
