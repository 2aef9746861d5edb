import { eq } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments } from "#db/schema/leads.ts";
import { askedFirstAt } from "#src/outbox/asked-first.ts";
import type { Domain } from "./domain.ts";

/** Whether an address was given: the result is then no longer anonymous, and its link alone cannot erase it. */
export async function hasAddress({ database }: Pick<Domain, "database">, assessmentId: number): Promise<boolean> {
  const [attached, asked] = await Promise.all([
    database.query.$count(attachments, eq(attachments.assessmentId, assessmentId)),
    database.query.$count(deliveries, askedFirstAt(assessmentId)),
  ]);
  return attached + asked > 0;
}
