import { eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { leadStandings } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { notifyWebhooks } from "#src/outbox/notify-webhooks.ts";
import type { Settings } from "#src/settings/settings.ts";
import { rankOf } from "./rank.ts";
import { type FactsReader, readFacts } from "./read-facts.ts";
import { type Standing, standingOf } from "./standing.ts";

type Row = typeof leadStandings.$inferSelect;

/**
 * Computes where leads stand and records it, in the transaction of what has changed it. What staff made of a lead stays; a
 * lead without an assessment has no standing. Staff are told of the first grade A, exactly once, and webhooks of outreach
 * that came or went. A standing that knows less never covers one that knows more. At most a hundred leads at once.
 *
 * @returns whether the delivery loop has to be woken after the commit.
 */
export async function recordStandings(
  tx: Tx,
  { clock, hashAddress }: Pick<Domain, "clock"> & Pick<FactsReader, "hashAddress">,
  settings: Settings,
  leadIds: readonly string[],
): Promise<boolean> {
  // Before the facts are read: a standing never claims to know what came after.
  const now = clock();
  const facts = await readFacts({ database: { query: tx }, hashAddress }, leadIds);
  const ofThese = inArray(leadStandings.leadId, [...leadIds]);
  const before = new Map((await tx.select().from(leadStandings).where(ofThese)).map((row) => [row.leadId, row]));
  // All at once, so that a server takes their statements together.
  const told = await Promise.all(
    facts.map(async (one) => {
      const old = before.get(one.lead.id);
      const standing = standingOf(one, settings.fee, now)?.standing;
      if (standing) return (old?.scoredAsOf ?? 0) <= now && recordStanding(tx, standing, old, settings);
      await tx.delete(leadStandings).where(eq(leadStandings.leadId, one.lead.id));
      return false;
    }),
  );
  return told.includes(true);
}

async function recordStanding(
  tx: Tx,
  standing: Standing,
  old: Row | undefined,
  { notificationAddresses }: Settings,
): Promise<boolean> {
  const { leadId, assessmentId, scoredAsOf: now } = standing;
  const isStrong = standing.grade === "A" && (old?.toldStaffAt ?? null) === null;
  const row = {
    ...standing,
    rank: rankOf({ ...standing, callAnsweredAt: old?.callAnsweredAt ?? null }),
    ...(isStrong && { toldStaffAt: now }),
  };
  await tx.insert(leadStandings).values(row).onConflictDoUpdate({ target: leadStandings.leadId, set: row });
  const about = { leadId, assessmentId };
  // Whoever was told of this lead must hear that it may no longer, or now may, be contacted.
  if (old && old.outreach !== standing.outreach) await notifyWebhooks(tx, { ...about, event: "lead.updated", now });
  if (!isStrong) return false;
  await notifyWebhooks(tx, { ...about, event: "strong-lead", now });
  await enqueue(tx, { kind: "strong-lead", about, to: { addresses: notificationAddresses }, now });
  return true;
}
