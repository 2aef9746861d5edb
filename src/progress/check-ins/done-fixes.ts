import { and, eq, isNotNull } from "drizzle-orm";
import { attachments } from "#db/schema/leads.ts";
import { confirmedPlans, type PickedFix, type PlanReader } from "./find-plan.ts";

/** A fix that a founder called done: what it was, and when that was said. */
export type DoneFix = Pick<PickedFix, "title"> & { doneAt: number };

/** The plan of a mailbox that stands, what of it is not called done, and what the mailbox ever called done, oldest first. */
export async function readOwnFixes(reader: PlanReader, leadId: string) {
  const plans = await confirmedPlans(reader, leadId);
  const standing = plans.find(({ stoppedAt }) => stoppedAt === null);
  const open = standing?.fixes.filter(({ doneAt }) => doneAt === null) ?? [];
  // Picked again at the same result it is the same fix, and was done when that was said last.
  const called = plans.flatMap(({ assessmentId, fixes }) =>
    fixes.flatMap(({ item, title, doneAt }) =>
      doneAt === null ? [] : ([[`${assessmentId} ${item}`, { title, doneAt }]] as const),
    ),
  );
  const done = [...new Map(called).values()].toSorted((one, other) => one.doneAt - other.doneAt);
  return { planId: standing?.id ?? null, open, done };
}

/** What a mailbox called done, for whoever reads a result that its owner has said is theirs; nothing at any other. */
export async function doneFixesAt(
  reader: PlanReader,
  { leadId, assessmentId }: { leadId: string; assessmentId: number },
): Promise<DoneFix[]> {
  const own = and(eq(attachments.leadId, leadId), eq(attachments.assessmentId, assessmentId));
  const claimed = await reader.database.query.$count(attachments, and(own, isNotNull(attachments.claimedAt)));
  return claimed > 0 ? (await readOwnFixes(reader, leadId)).done : [];
}
