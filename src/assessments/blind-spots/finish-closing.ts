import { and, asc, desc, eq, isNotNull } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { results } from "#db/schema/assessments.ts";
import { closedAnswers, closings } from "#db/schema/blind-spots.ts";
import { attachments } from "#db/schema/leads.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { type Assessment, findAssessment } from "#src/assessments/find.ts";
import { scoreAgain } from "#src/assessments/score-again.ts";
import { DONT_KNOW } from "#src/names/instruments.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { type Closing, findClosing } from "./find-closing.ts";
import { stateOf } from "./rules.ts";

/** Others may add a revision between the scoring and the writing; after this many rounds the visitor is asked to try again. */
const ROUNDS = 5;

/** `closed` counts the answers that came in; `shut` takes none any more; `busy` is to be tried again. */
export type Finished = { status: "finished"; closed: number } | { status: "open" | "shut" | "busy" };

/**
 * Ends questions that were asked again, once the last is answered, and scores the result anew as its next revision
 * (method 2.0.0, section 10): with its newest numbers and the time of its first sitting. Each item closes once, by the
 * first answer that comes in; "Not sure" leaves it open, and where none closes there is no new revision. After a
 * colleague's answers the founder's proved mailbox is told. Wake the delivery loop afterwards.
 */
export async function finishClosing(domain: Domain, reference: string): Promise<Finished> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const closing = await findClosing(domain, reference);
    if (closing?.state !== "open") return { status: "shut" };
    if (!closing.items.every((item) => Object.hasOwn(closing.answers, item))) return { status: "open" };
    const assessment = await findAssessment(domain, closing.result);
    if (!assessment) return { status: "shut" };
    const written = await write(domain, closing, assessment);
    if (written) return written;
  }
  return { status: "busy" };
}

async function write(domain: Domain, closing: Closing, assessment: Assessment): Promise<Finished | null> {
  const now = domain.clock();
  const closed = Object.entries(closing.answers).filter(
    ([item, option]) => option !== DONT_KNOW && assessment.scored[item] === DONT_KNOW,
  );
  const result = scoreAgain(domain, assessment, { answers: Object.fromEntries(closed) });
  return domain.database.transaction(async (tx) => {
    const [row] = await tx.select().from(closings).where(eq(closings.reference, closing.reference));
    if (!row || stateOf(row, now) !== "open") return { status: "shut" };
    const [newest] = await tx
      .select({ revision: results.revision })
      .from(results)
      .where(eq(results.assessmentId, assessment.id))
      .orderBy(desc(results.revision))
      .limit(1);
    const isAsScored = newest?.revision === assessment.revision && sameAnswers(row.answers, closing.answers);
    if (!isAsScored) return null;
    const about = { assessmentId: assessment.id, revision: assessment.revision + 1 };
    const { sizing, currency } = assessment;
    if (closed.length > 0) {
      await tx.insert(results).values({ ...about, sizing, currency, result, scoredAt: now });
      const rows = closed.map(([item, option]) => ({ ...about, item, option, by: closing.by, closedAt: now }));
      await tx.insert(closedAnswers).values(rows);
    }
    await tx.update(closings).set({ usedAt: now, answers: {}, answeredAt: {} }).where(eq(closings.id, row.id));
    const revision = closed.length > 0 ? about.revision : undefined;
    if (closing.by === "colleague") await tellFounder(tx, { ...about, revision }, now);
    return { status: "finished", closed: closed.length };
  });
}

function sameAnswers(one: Record<string, string>, other: Record<string, string>): boolean {
  const items = Object.keys(one);
  return items.length === Object.keys(other).length && items.every((item) => one[item] === other[item]);
}

/** The founder is the first mailbox that was attached and proved. Without a revision nothing came in but "Not sure". */
async function tellFounder(tx: Tx, about: { assessmentId: number; revision: number | undefined }, now: number) {
  const [founder] = await tx
    .select({ leadId: attachments.leadId })
    .from(attachments)
    .where(and(eq(attachments.assessmentId, about.assessmentId), isNotNull(attachments.claimedAt)))
    .orderBy(asc(attachments.attachedAt), asc(attachments.leadId))
    .limit(1);
  if (founder) await enqueue(tx, { kind: "colleague-answered", about: { ...about, ...founder }, now });
}
