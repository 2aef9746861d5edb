import { and, eq, inArray, isNull } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents, leadEvents } from "#db/schema/leads.ts";
import { refreshStandings, type StandingDomain } from "#src/leads/standing/refresh.ts";
import { RESTS_ON } from "#src/names/deliveries.ts";
import { STOPPING } from "#src/outbox/may-replay.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import { endRemindedIn } from "./end-reminders.ts";
import { forgetCall } from "./forget-call.ts";

/**
 * Takes back a consent and every other one that the same lead gave to the same, whatever the version of its text. What
 * rests on it is not sent any more. Reminders of commitments, being asked again and being asked about fixes are each apart:
 * the one that the text was about ends. Without consent to a call what was given for it is emptied. All in one transaction
 * with its event and what webhooks are told. Again changes nothing. "unknown" for what is not this lead's.
 */
export async function withdrawConsent(
  domain: StandingDomain,
  { lead: leadId, consent }: { lead: string; consent: string },
): Promise<"withdrawn" | "unknown"> {
  const { database, clock, ids, wakeDelivery } = domain;
  const now = clock();
  const withdrawn = await database.transaction(async (tx) => {
    const [found] = await tx
      .select({ purpose: consents.purpose, version: consents.textVersion })
      .from(consents)
      .where(and(eq(consents.id, consent), eq(consents.leadId, leadId)));
    if (!found) return "unknown";
    const { purpose, version } = found;
    const { mails, same } =
      purpose === "reminder"
        ? await endRemindedIn(tx, version, { leadId, now })
        : { mails: RESTS_ON[purpose], same: undefined };
    const standing = and(eq(consents.leadId, leadId), eq(consents.purpose, purpose), isNull(consents.withdrawnAt));
    const { rowsAffected } = await tx.update(consents).set({ withdrawnAt: now }).where(and(standing, same));
    if (rowsAffected === 0) return "withdrawn";

    await tx.insert(leadEvents).values({ id: ids(), leadId, kind: "consent-withdrawn", detail: purpose, at: now });
    const resting = and(
      ...[eq(deliveries.leadId, leadId), inArray(deliveries.state, ["pending", "failed"])],
      inArray(deliveries.kind, [...mails]),
    );
    await tx.update(deliveries).set(STOPPING).where(resting);
    if (purpose === "call") await forgetCall(tx, leadId);
    await notifyWebhooks(tx, { event: "lead.updated", leadId, now });
    return "withdrawn";
  });
  if (withdrawn === "unknown") return "unknown";
  await refreshStandings(domain, [leadId]);
  wakeDelivery();
  return "withdrawn";
}
