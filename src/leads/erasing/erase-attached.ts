import { and, eq, gt, not } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { attachments, leads } from "#db/schema/leads.ts";
import { attachedBefore } from "#src/leads/attached-before.ts";
import { recordStandings } from "#src/leads/standing/record-standings.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { readSettings } from "#src/settings/read-settings.ts";
import { ERASE_LINK_WORKS, idOfToken } from "#src/tokens.ts";
import { detachAddress } from "./detach-address.ts";
import { eraseIfEmpty } from "./erase-everything.ts";
import type { Erasing } from "./erase-lead.ts";
import { eraseResults } from "./erase-results.ts";

type Reader = { database: Pick<Database, "query">; clock: () => number; sign: (text: string) => string };

/** What a link is about: one address on one result. */
interface Confirmed {
  leadId: string;
  address: string;
  assessmentId: number;
  instrument: InstrumentId;
  bankVersion: string;
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
      bankVersion: assessments.bankVersion,
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
 * Erases one result for the mailbox that has confirmed it: the result itself where this was the first address on it, for
 * those too who came later; else only this address and what hangs on both. A lead with nothing left is erased whole. The
 * link works once.
 */
export async function eraseAttached(
  domain: Erasing & { sign: (text: string) => string },
  token: string,
): Promise<"erased" | "unknown" | "stale"> {
  const { database, clock, sign, forgetMail } = domain;
  const { settings } = await readSettings(domain);
  const gone = await database.transaction(async (tx) => {
    const found = await findErasure({ database: { query: tx }, clock, sign }, token);
    if (typeof found === "string") return found;
    const { leadId, address, assessmentId } = found;
    const erasing = { ...domain, settings };
    const mine = and(eq(attachments.leadId, leadId), eq(attachments.assessmentId, assessmentId));
    const first = await tx
      .select({ id: assessments.id })
      .from(assessments)
      .innerJoin(attachments, eq(attachments.assessmentId, assessments.id))
      .where(and(mine, not(attachedBefore(leadId))));
    const ids = first.map(({ id }) => id);
    const erased = ids.length > 0 ? await eraseResults(tx, erasing, ids) : [];
    const detached = await detachAddress(tx, leadId, assessmentId);
    const emptied = await eraseIfEmpty(tx, erasing, { leadId, address });
    await recordStandings(tx, domain, settings, [leadId]);
    return [...erased, ...detached, ...emptied];
  });
  if (typeof gone === "string") return gone;
  await forgetMail(gone);
  domain.wakeDelivery();
  await database.checkpoint();
  return "erased";
}
