import { and, eq, exists, gt, inArray } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leads } from "#db/schema/leads.ts";
import { refreshStandings, type StandingDomain } from "#src/leads/standing/refresh.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { eraseDeliveries } from "#src/outbox/erase-deliveries.ts";
import { ERASE_LINK_WORKS, idOfToken } from "#src/tokens.ts";
import { detachAddress } from "./detach-address.ts";
import { eraseIfEmpty } from "./erase-everything.ts";
import type { Erasing } from "./erase-lead.ts";
import { isNobodyElses } from "./is-nobody-elses.ts";

type Reader = { database: Pick<Database, "query">; clock: () => number; sign: (text: string) => string };

/** What a link is about: one address on one result. */
interface Confirmed {
  leadId: string;
  address: string;
  assessmentId: number;
  instrument: InstrumentId;
  startedAt: number;
  completedAt: number | null;
}

/** What the link of an erasure's mail would erase: "unknown" for a made-up one, "stale" for one that is used or too old. */
export async function findErasure(
  { database, clock, sign }: Reader,
  token: string,
): Promise<Confirmed | "unknown" | "stale"> {
  const delivery = idOfToken(sign, "erase", token);
  if (delivery === null) return "unknown";
  const [found] = await database.query
    .select({
      leadId: leads.id,
      address: leads.address,
      assessmentId: assessments.id,
      instrument: assessments.instrument,
      startedAt: assessments.startedAt,
      completedAt: assessments.completedAt,
    })
    .from(deliveries)
    .innerJoin(leads, eq(leads.id, deliveries.leadId))
    .innerJoin(assessments, eq(assessments.id, deliveries.assessmentId))
    .where(
      and(
        eq(deliveries.id, delivery),
        eq(deliveries.kind, "erase"),
        gt(deliveries.createdAt, clock() - ERASE_LINK_WORKS),
      ),
    );
  return found ?? "stale";
}

/**
 * Erases one result for the mailbox that has confirmed it: the result itself where no other address hangs on it, else only
 * this address and what hangs on both. A lead with nothing left is erased whole. The link works once.
 */
export async function eraseAttached(
  domain: StandingDomain & Erasing & { sign: (text: string) => string },
  token: string,
): Promise<"erased" | "unknown" | "stale"> {
  const { database, clock, sign, hashAddress, forgetMail } = domain;
  const gone = await database.transaction(async (tx) => {
    const found = await findErasure({ database: { query: tx }, clock, sign }, token);
    if (typeof found === "string") return found;
    const { leadId, address, assessmentId } = found;
    const result = and(
      ...[eq(assessments.id, assessmentId), isNobodyElses(tx, leadId)],
      exists(tx.select().from(attachments).where(eq(attachments.assessmentId, assessments.id))),
    );
    const alone = tx.select({ id: assessments.id }).from(assessments).where(result);
    const erased = await eraseDeliveries(tx, inArray(deliveries.assessmentId, alone));
    await tx.delete(assessments).where(result);
    const detached = await detachAddress(tx, leadId, assessmentId);
    const emptied = await eraseIfEmpty(tx, { leadId, address, hash: hashAddress(address) });
    return { leadId, messages: [...erased, ...detached, ...emptied] };
  });
  if (typeof gone === "string") return gone;
  await forgetMail(gone.messages);
  await refreshStandings(domain, [gone.leadId]);
  await database.checkpoint();
  return "erased";
}
