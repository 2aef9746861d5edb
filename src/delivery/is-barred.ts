import { readContact } from "#src/leads/standing/read-contact.ts";
import type { FactsReader } from "#src/leads/standing/read-facts.ts";
import type { Delivery } from "#src/outbox/delivery.ts";

/** How the outbox words a message to staff that was dropped for that. */
export const NO_LONGER_ALLOWED = "The lead may not be written to any more.";

/** Whether a message offers staff a lead whom they may not write to any more. Asked before every try. */
export async function isBarred(
  reader: FactsReader,
  { kind, leadId }: Pick<Delivery, "kind" | "leadId">,
): Promise<boolean> {
  if (kind !== "strong-lead" || leadId === null) return false;
  return (await readContact(reader, leadId))?.outreach !== "allowed";
}
