import type { Domain } from "#src/assessments/domain.ts";
import type { Assessment } from "#src/assessments/find.ts";
import { type StandDomain, standAddress } from "#src/leads/standing/stand.ts";
import type { DeliveryKind } from "#src/names/deliveries.ts";
import type { ConsentPurpose, LeadEvent } from "#src/names/leads.ts";
import { enqueueStatement, findSameDelivery } from "#src/outbox/enqueue.ts";
import { type MailLimits, type MailRefusal, mailAllowed, mailRefusal } from "#src/outbox/limits.ts";
import { leadStatements } from "./lead-statements.ts";
import { tellOfCall, tellWebhooks } from "./tell.ts";

/** What capturing a lead takes beside the domain. */
export interface LeadDomain extends Domain, StandDomain {
  mailLimits: MailLimits;
}

export interface Capture {
  kind: DeliveryKind;
  event: LeadEvent;
  assessment: Pick<Assessment, "id" | "revision">;
  /** As `address.ts` parses it. */
  address: string;
  name: string | null;
  firm: string | null;
  phone: string | null;
  /** Kept with the event, for staff. */
  detail: string | null;
  consents: { purpose: ConsentPurpose; textVersion: string }[];
  clientHash: string | null;
}

export type Captured = { status: "queued" | "already" } | ({ status: "refused" } & MailRefusal);

/**
 * Lead, attachment, consents, event and deliveries in one transaction: all or none. The same submission sent again, even
 * at the same moment, makes none of them twice. What somebody typed never overwrites what a lead already says. Where the
 * lead stands is computed right behind it; should the process die between, `keepStandings` does it.
 */
export async function capture(domain: LeadDomain, request: Capture): Promise<Captured> {
  const { database, ids, clock, mailLimits } = domain;
  const { kind, assessment, address, clientHash } = request;
  const now = clock();
  const subject = { kind, lead: { address }, assessmentId: assessment.id, revision: assessment.revision };
  const asked = { kind, address, assessmentId: assessment.id, clientHash, now };
  const allowed = mailAllowed(asked, mailLimits);
  const [lead, delivery, event] = [ids(), ids(), ids()];

  const kept = [
    ...leadStatements({ ...request, id: lead, assessmentId: assessment.id, now, condition: allowed }),
    ...request.consents.map(({ purpose, textVersion }) => ({
      sql: `INSERT INTO consents (id, lead_id, purpose, text_version, given_at)
            SELECT :consent, leads.id, :purpose, :version, :now FROM leads WHERE address = :address AND ${allowed.sql}
            ON CONFLICT DO NOTHING`,
      args: { ...allowed.args, consent: ids(), purpose, version: textVersion, address, now },
    })),
    enqueueStatement({ ...subject, id: delivery, clientHash, now, condition: allowed }),
    {
      sql: `INSERT INTO lead_events (id, lead_id, assessment_id, kind, detail, at)
            SELECT :event, lead_id, assessment_id, :what, :detail, :now FROM deliveries WHERE id = :delivery`,
      args: { event, what: request.event, detail: request.detail, now, delivery },
    },
  ];
  const told = { event, delivery, newLead: lead, address, assessmentId: assessment.id, now };
  const telling = [...tellWebhooks(told), ...(kind === "call" ? await tellOfCall(domain, told) : [])];

  const results = await database.write([...kept, ...telling]);
  const queued = results[kept.length - 1]?.rowsAffected === 1;
  if (queued) domain.wakeDelivery();
  await standAddress(domain, address);
  if (queued) return { status: "queued" };
  if (await findSameDelivery(database, subject, now)) return { status: "already" };
  const refusal = await mailRefusal(database, asked, mailLimits);
  return refusal ? { status: "refused", ...refusal } : { status: "already" };
}
