import { type Delivery, SubjectErased } from "#src/outbox/delivery.ts";

/** The id of a lead that is gone: all that is left of it. */
export async function prepareErasedLead(_source: unknown, { erasedLeadId }: Pick<Delivery, "erasedLeadId">) {
  if (erasedLeadId === null) throw new SubjectErased();
  return { id: erasedLeadId };
}
