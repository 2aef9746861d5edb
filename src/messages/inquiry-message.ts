import { eq } from "drizzle-orm";
import type { Message } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { paths } from "#src/paths.ts";
import type { DeliveryToRender } from "./delivery.ts";
import { mailbox } from "./headers.ts";
import { inquiryEmail } from "./inquiry-email.ts";
import { type RenderSource, senderOf } from "./render-source.ts";

/** What somebody wrote in the contact form, to one address of staff. A reply goes to whoever wrote. */
export async function inquiryMessage(source: RenderSource, delivery: DeliveryToRender): Promise<Message> {
  const { database, site, publicUrl, words } = source;
  const { id, inquiryId, recipient } = delivery;
  const [inquiry] =
    inquiryId === null ? [] : await database.query.select().from(inquiries).where(eq(inquiries.id, inquiryId));
  if (!inquiry) throw new Error("What this message is about has been erased.");
  const deskUrl = paths.absolute(publicUrl, paths.delivery(id));
  const email = inquiryEmail({ site, words: words.sitePages.inquiryMail, inquiry, deskUrl });
  const replyTo = mailbox(inquiry.name ?? "", inquiry.address);
  return { from: senderOf(source), to: recipient ?? site.staffAddress, replyTo, ...email };
}
