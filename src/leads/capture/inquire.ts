import type { Domain } from "#src/assessments/domain.ts";
import { enqueueInquiry, hasSameInquiry, inquiryAllowed, inquiryRefusal } from "#src/outbox/enqueue-inquiry.ts";
import type { MailLimits } from "#src/outbox/limits.ts";
import { readSettings, type SettingsReader } from "#src/settings/read-settings.ts";

type Inquiring = SettingsReader & Pick<Domain, "clock" | "ids"> & { mailLimits: MailLimits; wakeDelivery: () => void };

export interface Inquiry {
  /** As `address.ts` parses it. */
  address: string;
  name: string | null;
  firm: string | null;
  /** As `leads/capture/inquiry-text.ts` parses it. */
  message: string;
  clientHash: string;
}

export type Inquired =
  | { status: "sent" }
  | { status: "refused"; limit: "mailbox" | "client" | "total"; retryAfterSeconds: number };

/**
 * Keeps what somebody wrote and tells staff, in one transaction. Nothing is sent to whoever wrote, who becomes no lead. The
 * same words sent again within ten minutes are not kept twice.
 */
export async function inquire(domain: Inquiring, inquiry: Inquiry): Promise<Inquired> {
  const { database, clock, ids, mailLimits, wakeDelivery } = domain;
  const { address, name, firm, message, clientHash } = inquiry;
  const request = { address, message, clientHash, now: clock() };
  const { notificationAddresses } = (await readSettings(domain)).settings;
  const allowed = inquiryAllowed(request, mailLimits);
  const id = ids();
  const [kept] = await database.write([
    {
      sql: `INSERT INTO inquiries (id, address, name, firm, message, client_hash, created_at)
            SELECT :id, :limit_address, :name, :firm, :limit_message, :limit_client, :now WHERE ${allowed.sql}`,
      args: { ...allowed.args, id, name, firm, now: request.now },
    },
    enqueueInquiry({ inquiryId: id, recipients: notificationAddresses, now: request.now }),
  ]);
  if (kept?.rowsAffected === 1) {
    wakeDelivery();
    return { status: "sent" };
  }
  if (await hasSameInquiry(database, request)) return { status: "sent" };
  const refusal = await inquiryRefusal(database, request, mailLimits);
  return refusal ? { status: "refused", ...refusal } : { status: "sent" };
}
