import { eq } from "drizzle-orm";
import { attachments } from "#db/schema/leads.ts";
import type { Domain } from "./domain.ts";

/** Whether an address is attached: the result is then no longer anonymous, and its link alone cannot erase it. */
export async function hasAddress({ database }: Pick<Domain, "database">, assessmentId: number): Promise<boolean> {
  return (await database.query.$count(attachments, eq(attachments.assessmentId, assessmentId))) > 0;
}
