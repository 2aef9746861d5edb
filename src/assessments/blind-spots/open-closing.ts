import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "#db/client/transaction.ts";
import { assessments, results } from "#db/schema/assessments.ts";
import { closings } from "#db/schema/blind-spots.ts";
import type { Domain } from "#src/assessments/domain.ts";
import type { Closer } from "#src/names/blind-spots.ts";
import { endOf, MOST_LINKS, openUntil, stateOf } from "./rules.ts";

/** `none` where no item asked for is unknown, `late` after the 30 days, `full` where a result has made all its links. */
type Refusal = "unknown" | "late" | "none" | "full";

/**
 * Asks unknown items of a result again. The founder has one set of questions a result: asking anew keeps what was
 * answered in it. For a colleague it is a link of its own; one for the same items that nobody has begun is given out again.
 */
export async function openClosing(
  domain: Pick<Domain, "database" | "clock" | "ids">,
  result: string,
  { by, items }: { by: Closer; items: readonly string[] },
): Promise<{ reference: string } | Refusal> {
  const now = domain.clock();
  const reference = domain.ids();
  return domain.database.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: assessments.id, completedAt: assessments.completedAt, result: results.result })
      .from(assessments)
      .innerJoin(results, eq(results.assessmentId, assessments.id))
      .where(eq(assessments.reference, result))
      .orderBy(desc(results.revision))
      .limit(1);
    if (found?.completedAt == null) return "unknown";
    const { completedAt } = found;
    if (now > openUntil({ completedAt })) return "late";
    const asked = found.result.unknowns.filter((item) => items.includes(item));
    if (asked.length === 0) return "none";
    const row = { assessmentId: found.id, by, items: asked, askedAt: now, endsAt: endOf(by, { completedAt }, now) };
    return by === "founder" ? askFounder(tx, { ...row, reference }) : askColleague(tx, { ...row, reference });
  });
}

type Row = Omit<typeof closings.$inferInsert, "answers">;

async function askFounder(tx: Tx, row: Row): Promise<{ reference: string }> {
  const [own] = await tx
    .select()
    .from(closings)
    .where(and(eq(closings.assessmentId, row.assessmentId), eq(closings.by, "founder")));
  if (!own) {
    await tx.insert(closings).values({ ...row, answers: {} });
    return { reference: row.reference };
  }
  const answers = own.usedAt === null ? Object.entries(own.answers).filter(([item]) => row.items.includes(item)) : [];
  await tx
    .update(closings)
    .set({ items: row.items, answers: Object.fromEntries(answers), askedAt: row.askedAt, usedAt: null })
    .where(eq(closings.id, own.id));
  return { reference: own.reference };
}

const isEmpty = (answers: object) => Object.keys(answers).length === 0;

async function askColleague(tx: Tx, row: Row): Promise<{ reference: string } | "full"> {
  const made = await tx
    .select()
    .from(closings)
    .where(and(eq(closings.assessmentId, row.assessmentId), eq(closings.by, "colleague")));
  const isSame = (one: (typeof made)[number]) =>
    stateOf(one, row.askedAt) === "open" && one.items.join() === row.items.join() && isEmpty(one.answers);
  const again = made.find(isSame);
  if (again) return { reference: again.reference };
  if (made.length >= MOST_LINKS) return "full";
  await tx.insert(closings).values({ ...row, answers: {} });
  return { reference: row.reference };
}
