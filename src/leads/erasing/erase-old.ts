import { and, asc, eq, gte, inArray, isNotNull, lt, ne, notExists, notInArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Tx } from "#db/client/transaction.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leadEvents, leads } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { ERASED_AT_ONCE } from "#src/assessments/erase.ts";
import { inSteps } from "#src/in-steps.ts";
import { DATED_MAILS } from "#src/names/deliveries.ts";
import { askedFirst } from "#src/outbox/asked-first.ts";
import { eraseDeliveries, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { notifyErased } from "#src/outbox/notify-erased.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";

/**
 * Erases leads whose last contact, the newest event or attachment, is longer ago than the setting says, with everything
 * under them. Who owns a lead and whether it may be written to are no contact; a reminder still to come keeps its lead, of those that repeat the first.
 * Their results become anonymous and are erased in their own time. What was asked for listed addresses at results goes
 * after the same time. It ends early when the signal says so. Returns how many leads went.
 */
export async function eraseOldLeads(
  domain: SettingsReader & MailForgetter & Pick<Domain, "database" | "clock">,
  signal?: AbortSignal,
): Promise<number> {
  const { database, clock, forgetMail } = domain;
  const { settings } = await readSettings(domain);
  const before = monthsBefore(clock(), settings.retention.leadMonths);
  await database.transaction((tx) => eraseDeliveries(tx, and(askedFirst, lt(deliveries.createdAt, before))));
  const eraseSome = async () => {
    const { messages, ids } = await database.transaction(async (tx) => {
      const ids = await someOld(tx, before);
      if (ids.length === 0) return { messages: [], ids };
      await notifyErased(tx, ids, clock());
      const messages = await eraseDeliveries(tx, inArray(deliveries.leadId, ids));
      await tx.delete(leads).where(inArray(leads.id, ids));
      return { messages, ids };
    });
    await forgetMail(messages);
    return ids.length;
  };
  const erased = await inSteps(ERASED_AT_ONCE, eraseSome, signal);
  if (erased > 0) await database.checkpoint();
  return erased;
}

async function someOld(tx: Tx, before: number): Promise<string[]> {
  const events = and(
    ...[eq(leadEvents.leadId, leads.id), gte(leadEvents.at, before)],
    notInArray(leadEvents.kind, ["owner-changed", "outreach-changed"]),
  );
  const attached = and(eq(attachments.leadId, leads.id), gte(attachments.attachedAt, before));
  // What repeats until it is stopped would keep its lead for ever: only the first one does.
  const asked = alias(deliveries, "asked");
  const askedBefore = and(eq(asked.leadId, leads.id), eq(asked.kind, "ask-again"), isNotNull(asked.sentAt));
  const waiting = and(
    ...[eq(deliveries.leadId, leads.id), inArray(deliveries.kind, [...DATED_MAILS]), eq(deliveries.state, "pending")],
    or(ne(deliveries.kind, "ask-again"), notExists(tx.select({ id: asked.id }).from(asked).where(askedBefore))),
  );
  const old = and(
    lt(leads.createdAt, before),
    notExists(tx.select().from(leadEvents).where(events)),
    notExists(tx.select().from(attachments).where(attached)),
    notExists(tx.select({ id: deliveries.id }).from(deliveries).where(waiting)),
  );
  const some = await tx
    .select({ id: leads.id })
    .from(leads)
    .where(old)
    .orderBy(asc(leads.createdAt), sql`${leads}.rowid`)
    .limit(ERASED_AT_ONCE);
  return some.map(({ id }) => id);
}

/** The same day and time some calendar months earlier (UTC), the last of the month where it has no such day. */
export function monthsBefore(now: number, months: number): number {
  const then = new Date(now);
  const day = then.getUTCDate();
  then.setUTCMonth(then.getUTCMonth() - months);
  if (then.getUTCDate() !== day) then.setUTCDate(0);
  return then.getTime();
}
