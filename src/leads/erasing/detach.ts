import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { consents, leadEvents, leads } from "#db/schema/leads.ts";
import { refreshStandings, type StandingDomain } from "#src/leads/standing/refresh.ts";
import type { MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { suppress } from "#src/outbox/suppression.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { idOfToken } from "#src/tokens.ts";
import { detachAddress } from "./detach-address.ts";
import { endReminders } from "./end-reminders.ts";
import { eraseIfEmpty } from "./erase-everything.ts";
import { forgetCall } from "./forget-call.ts";

type Detaching = StandingDomain & MailForgetter & { sign: (text: string) => string };

/**
 * "Not you?": takes the address off the result, drops what was still to be sent, and suppresses the address. A lead with
 * nothing else attached is erased; only a keyed hash of the address stays. Returns false when there is nothing to detach.
 */
export async function detach(domain: Detaching, token: string): Promise<boolean> {
  const { database, clock, ids } = domain;
  const delivery = idOfToken(domain.sign, "not-you", token);
  if (delivery === null) return false;
  const now = clock();
  const { settings } = await readSettings(domain);
  const gone = await database.transaction(async (tx) => {
    const found = await findAttached(tx, delivery);
    if (found?.assessment == null) return null;
    const { leadId, address, assessment } = found;
    await suppress(tx, domain, { address, reason: "not-you", since: now });
    const detached = await detachAddress(tx, leadId, assessment);
    const erased = await eraseIfEmpty(tx, { ...domain, settings }, { leadId, address });
    if ((await tx.$count(leads, eq(leads.id, leadId))) > 0) {
      const given = and(eq(consents.leadId, leadId), isNull(consents.withdrawnAt));
      await tx.update(consents).set({ withdrawnAt: now }).where(given);
      await endReminders(tx, { leadId, now });
      await forgetCall(tx, leadId);
      await tx.insert(leadEvents).values({ id: ids(), leadId, kind: "detached", at: now });
    }
    return { leadId, messages: [...detached, ...erased] };
  });
  if (gone === null) return false;
  await domain.forgetMail(gone.messages);
  domain.wakeDelivery();
  await refreshStandings(domain, [gone.leadId]);
  await database.checkpoint();
  return true;
}

async function findAttached(tx: Tx, delivery: string) {
  const [found] = await tx
    .select({ leadId: leads.id, address: leads.address, assessment: deliveries.assessmentId })
    .from(deliveries)
    .innerJoin(leads, eq(leads.id, deliveries.leadId))
    .where(eq(deliveries.id, delivery));
  return found;
}
