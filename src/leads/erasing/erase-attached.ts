import { and, eq, gt } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { type StandDomain, standLeads } from "#src/leads/standing/stand.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { eraseDeliveries, erasedIn } from "#src/outbox/erase-deliveries.ts";
import { ERASE_LINK_WORKS, idOfToken } from "#src/tokens.ts";
import { detachStatements } from "./detach-statements.ts";
import type { Erasing } from "./erase-lead.ts";
import { eraseLeadStatements, NOBODY_ELSES } from "./erase-statements.ts";

type Reader = Pick<StandDomain, "database" | "clock"> & { sign: (text: string) => string };

/** What a link is about: one address on one result. */
interface Confirmed {
  lead: string;
  address: string;
  assessment: number;
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
      lead: leads.id,
      address: leads.address,
      assessment: assessments.id,
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
  domain: StandDomain & Erasing & { sign: (text: string) => string },
  token: string,
): Promise<"erased" | "unknown" | "stale"> {
  const { database, hashAddress, forgetMail } = domain;
  const found = await findErasure(domain, token);
  if (typeof found === "string") return found;
  const { lead, address, assessment } = found;
  const alone = {
    sql: `id = :assessment AND ${NOBODY_ELSES}
      AND EXISTS (SELECT 1 FROM attachments WHERE assessment_id = assessments.id AND lead_id = :lead)`,
    args: { lead, assessment },
  };
  const results = await database.write([
    eraseDeliveries({ ...alone, sql: `assessment_id IN (SELECT id FROM assessments WHERE ${alone.sql})` }),
    { ...alone, sql: `DELETE FROM assessments WHERE ${alone.sql}` },
    ...detachStatements({ lead, assessment }),
    ...eraseLeadStatements({ lead, address, hash: hashAddress(address) }, true),
  ]);
  const gone = erasedIn(results);
  await forgetMail(gone);
  await standLeads(domain, [lead]);
  await database.checkpoint();
  // Whoever erased the confirmation's own delivery did it; a second press at the same moment finds none.
  return gone.length > 0 ? "erased" : "stale";
}
