import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { type Delivery, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";

/** Reads what somebody wrote in the contact form. */
export async function prepareInquiry(
  { database, publicUrl }: { database: Database; publicUrl: string },
  { id, inquiryId, recipient }: Pick<Delivery, "id" | "inquiryId" | "recipient">,
) {
  const [inquiry] =
    inquiryId === null ? [] : await database.query.select().from(inquiries).where(eq(inquiries.id, inquiryId));
  if (!inquiry) throw new SubjectErased();
  return { to: recipient, inquiry, deskUrl: paths.absolute(publicUrl, paths.delivery(id)) };
}
