import { and, asc, eq, isNull } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { consents, leads } from "#db/schema/leads.ts";
import { commitments } from "#db/schema/progress.ts";
import { readOwnAssessments } from "./own-assessments.ts";

/** What the page of one's own data says: the mailbox, its consents, and how many there are of the rest. */
export async function readOwnData(reader: { database: Database }, lead: string) {
  const { query } = reader.database;
  const [person] = await query.select().from(leads).where(eq(leads.id, lead));
  if (!person) return null;
  const { own, unclaimed } = await readOwnAssessments(reader, lead);
  const given = await query
    .select()
    .from(consents)
    .where(eq(consents.leadId, lead))
    .orderBy(asc(consents.givenAt), asc(consents.id));
  const toThem = and(eq(deliveries.leadId, lead), eq(deliveries.channel, "mail"), isNull(deliveries.recipient));
  const sent = await query.select({ kind: deliveries.kind }).from(deliveries).where(toThem);
  return {
    person,
    consents: given,
    counts: {
      /** Erased with the mailbox. */
      own: own.filter(({ shared }) => !shared).length,
      /** Claimed, and another address hangs on them. */
      shared: own.filter(({ shared }) => shared).length,
      unclaimed: unclaimed.length,
      commitments: await query.$count(commitments, eq(commitments.leadId, lead)),
      inquiries: await query.$count(inquiries, eq(inquiries.address, person.address)),
      messages: sent.filter(({ kind }) => kind !== "call").length,
    },
  };
}
