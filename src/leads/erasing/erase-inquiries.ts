import { and, inArray, isNotNull, lt } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { CLIENT_HASH_KEPT } from "#src/assessments/erase.ts";
import { eraseDeliveries, type MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";
import { monthsBefore } from "./erase-old.ts";

/**
 * Erases what was written in the contact form longer ago than leads are kept, with the messages that told staff of it, and
 * empties the client hashes that are a day old. Returns how many inquiries went.
 */
export async function eraseOldInquiries(
  domain: SettingsReader & MailForgetter & Pick<Domain, "database" | "clock">,
): Promise<number> {
  const { database, clock, forgetMail } = domain;
  const now = clock();
  const { retention } = (await readSettings(domain)).settings;
  const old = lt(inquiries.createdAt, monthsBefore(now, retention.leadMonths));
  const hashed = and(isNotNull(inquiries.clientHash), lt(inquiries.createdAt, now - CLIENT_HASH_KEPT));
  const { messages, erased } = await database.transaction(async (tx) => {
    const ids = tx.select({ id: inquiries.id }).from(inquiries).where(old);
    const messages = await eraseDeliveries(tx, inArray(deliveries.inquiryId, ids));
    const { rowsAffected: erased } = await tx.delete(inquiries).where(old);
    await tx.update(inquiries).set({ clientHash: null }).where(hashed);
    return { messages, erased };
  });
  await forgetMail(messages);
  if (erased > 0) await database.checkpoint();
  return erased;
}
