import { and, eq, inArray, ne } from "drizzle-orm";
import { deliveries } from "#db/schema/deliveries.ts";
import { leads } from "#db/schema/leads.ts";
import { findAssessment } from "#src/assessments/find.ts";
import type { Banks } from "#src/instruments/banks.ts";
import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { paths } from "#src/paths.ts";
import { findWishInForce, type Wish } from "#src/progress/ask-again/find-wish.ts";
import { lastReading } from "#src/progress/ask-again/last-reading.ts";
import { nextAskedAt } from "#src/progress/ask-again/rules.ts";
import { dominantPart } from "#src/report/parts/dominant.ts";
import { fixesPart } from "#src/report/parts/fixes.ts";
import { type ReportSource, withItsBank } from "#src/report/parts/source.ts";
import { linkToken } from "#src/tokens.ts";

interface Domain extends Preparing, Pick<ReportSource, "words" | "site"> {
  banks: Banks;
}

type Asking = Pick<Delivery, "id" | "leadId" | "createdAt">;

/**
 * Reads what the last reading said and what was first to fix, in the words of its report, and signs the links to take it
 * again and to stop. The mail after this one is put into the outbox for its day, once, whatever becomes of this one.
 *
 * @throws SubjectErased
 */
export async function prepareAskAgain(domain: Domain, delivery: Asking) {
  const { database, banks, publicUrl, sign } = domain;
  const { query } = database;
  const wish = await findWishInForce(query, delivery.leadId ?? "");
  const reading = wish && (await lastReading(query, wish));
  const assessment = reading && (await findAssessment(domain, reading.reference));
  const [lead] = await query
    .select()
    .from(leads)
    .where(eq(leads.id, delivery.leadId ?? ""));
  if (!wish || !assessment || !lead) throw new SubjectErased();
  await enqueueNext(domain, wish, assessment.completedAt, delivery);
  const source = withItsBank({ ...domain, assessment });
  return {
    to: lead.address,
    days: wish.everyDays,
    readAt: assessment.completedAt,
    /** As the reading was called, and as it is asked now. */
    taken: source.bank.instruments[wish.instrument].name,
    instrument: banks.newest.instruments[wish.instrument].name,
    headline: dominantPart(source).headline,
    firstFix: fixesPart(source).list[0]?.title ?? null,
    retakeUrl: paths.absolute(publicUrl, paths.retakeAgain(linkToken(sign, "retake-again", wish.id))),
    stopUrl: paths.absolute(publicUrl, paths.stopAsking(linkToken(sign, "stop-again", wish.id))),
  };
}

async function enqueueNext(
  { database, clock }: Pick<Domain, "database" | "clock">,
  { leadId, assessmentId, everyDays }: Wish,
  readAt: number,
  { id, createdAt }: Asking,
): Promise<void> {
  const now = clock();
  const others = and(
    ...[eq(deliveries.leadId, leadId), eq(deliveries.kind, "ask-again"), ne(deliveries.id, id)],
    inArray(deliveries.state, ["pending", "sending"]),
  );
  await database.transaction(async (tx) => {
    // A process that died here has put it there already; a mailbox that stopped meanwhile wants none.
    if ((await tx.$count(deliveries, others)) > 0 || (await findWishInForce(tx, leadId)) === null) return;
    const dueAt = nextAskedAt({ everyDays, readAt, waitedSince: createdAt, now });
    await enqueue(tx, { kind: "ask-again", about: { leadId, assessmentId }, dueAt, now });
  });
}
