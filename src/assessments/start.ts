import { eq, sql } from "drizzle-orm";
import type { Statement } from "#db/client/statements.ts";
import { type Attribution, assessments } from "#db/schema/assessments.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { MINUTE } from "#src/time.ts";
import { carriedAnswers } from "./carry.ts";
import type { Domain } from "./domain.ts";
import { keptFor } from "./kept-for.ts";

export interface Start {
  instrument: InstrumentId;
  attribution: Attribution;
  /** Made with the rendered form: the same form sent twice within a minute starts one attempt. */
  startKey?: string | undefined;
  /** The version that is asked; the newest without it. */
  bankVersion?: string | undefined;
  /** Reference of a completed Snapshot whose answers fill the Diagnostic in. */
  carryFrom?: string | undefined;
  /** More statements of the same transaction, for whom the new attempt's row is there already. */
  alongside?: ((reference: string) => readonly Statement[]) | undefined;
}

/** Starts an attempt and returns its reference, which is also the reference of the result to come. */
export async function start(domain: Domain, request: Start): Promise<{ reference: string; carried: number }> {
  const now = domain.clock();
  const again = request.startKey ? await sameForm(domain, request.startKey, now) : "new";
  if (typeof again === "object") return again;

  const reference = domain.ids();
  const { bankVersion, modelVersion } = request.bankVersion
    ? domain.banks.exact(request.bankVersion)
    : domain.banks.newest;
  const carried = request.carryFrom ? await carriedAnswers(domain, request.carryFrom, request.instrument, now) : [];
  const insert = domain.database.query
    .insert(assessments)
    .values({
      reference,
      startKey: again === "used" ? null : (request.startKey ?? null),
      instrument: request.instrument,
      bankVersion,
      modelVersion,
      attribution: {
        ...(request.carryFrom && (await attributionOf(domain, request.carryFrom))),
        ...request.attribution,
      },
      carriedFrom: carried.length > 0 ? (request.carryFrom ?? null) : null,
      startedAt: now,
      keptUntil: sql.raw(`${now} + ${keptFor("unfinishedDays", domain.limits.keepUnfinished)}`),
    })
    .onConflictDoNothing({ target: assessments.startKey });
  const copies = carried.map(({ item, option }) => ({
    sql: `INSERT INTO answers (assessment_id, item, option, first_shown_at, answered_at, on_page, carried)
          SELECT id, :item, :option, :now, :now, 0, 1 FROM assessments WHERE reference = :reference`,
    args: { item, option, now, reference },
  }));
  const alongside = request.alongside?.(reference) ?? [];
  const [inserted] = await domain.database.write([insert, ...copies, ...alongside]);
  if (inserted?.rowsAffected === 0 && request.startKey) {
    const winner = await sameForm(domain, request.startKey, now);
    if (typeof winner === "object") return winner;
  }
  return { reference, carried: carried.length };
}

/** How whoever took the Snapshot that is carried on came to it: the Diagnostic behind it has the same source. */
async function attributionOf({ database }: Domain, reference: string): Promise<Attribution> {
  const [row] = await database.query
    .select({ attribution: assessments.attribution })
    .from(assessments)
    .where(eq(assessments.reference, reference));
  return row?.attribution ?? {};
}

/** The attempt that this very form has just started; "used" when the form is older, "new" when it is fresh. */
async function sameForm(domain: Domain, startKey: string, now: number) {
  const { reference, startedAt, completedAt } = assessments;
  const [found] = await domain.database.query
    .select({ reference, startedAt, completedAt })
    .from(assessments)
    .where(eq(assessments.startKey, startKey));
  if (!found) return "new";
  const fresh = found.completedAt === null && now - found.startedAt < MINUTE;
  return fresh ? { reference: found.reference, carried: 0 } : "used";
}
