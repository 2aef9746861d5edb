import { and, desc, eq, gt } from "drizzle-orm";
import type { Statement } from "#db/client/statements.ts";
import { type Attribution, assessments } from "#db/schema/assessments.ts";
import { type ClientHash, isClient } from "#src/client-hash.ts";
import type { InstrumentId } from "#src/names/instruments.ts";
import { HOUR, MINUTE, SECOND } from "#src/time.ts";
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

export interface Started {
  reference: string;
  /** How many answers fill it in. */
  carried: number;
}

/** Starts an attempt and returns its reference, which is also the reference of the result to come. */
export async function start(domain: Domain, request: Start): Promise<Started> {
  const started = await startWithin(domain, request, null);
  if (!started) throw new Error("An attempt without a limit was not started.");
  return started;
}

/** The same for whoever asks over the network, within their client's number an hour. */
export async function startByClient(
  domain: Domain,
  request: Start & { clientHash: ClientHash },
): Promise<Started | { retryAfterSeconds: number }> {
  const started = await startWithin(domain, request, request.clientHash);
  return started ?? { retryAfterSeconds: await untilNextStart(domain, request.clientHash) };
}

/** Null where the client has started as many as it may; what decides is the statement that inserts. */
async function startWithin(domain: Domain, request: Start, clientHash: ClientHash | null): Promise<Started | null> {
  const now = domain.clock();
  const again = request.startKey ? await sameForm(domain, request.startKey, now) : "new";
  if (typeof again === "object") return again;

  const reference = domain.ids();
  const { bankVersion, modelVersion } = request.bankVersion
    ? domain.banks.exact(request.bankVersion)
    : domain.banks.newest;
  const carried = request.carryFrom ? await carriedAnswers(domain, request.carryFrom, request.instrument, now) : [];
  const insert = {
    sql: `INSERT INTO assessments (reference, start_key, instrument, bank_version, model_version, attribution, carried_from,
            started_at, kept_until, client_hash)
          SELECT :reference, :key, :instrument, :bankVersion, :modelVersion, :attribution, :carriedFrom, :now,
            :now + ${keptFor("unfinishedDays", domain.limits.keepUnfinished)}, :client
          WHERE :client IS NULL OR
            (SELECT count(*) FROM assessments WHERE client_hash IN (:client, :before) AND started_at > :hourAgo) < :most
          ON CONFLICT (start_key) DO NOTHING`,
    args: {
      reference,
      key: again === "used" ? null : (request.startKey ?? null),
      instrument: request.instrument,
      bankVersion,
      modelVersion,
      attribution: JSON.stringify({
        ...(request.carryFrom && (await attributionOf(domain, request.carryFrom))),
        ...request.attribution,
      }),
      carriedFrom: carried.length > 0 ? (request.carryFrom ?? null) : null,
      now,
      client: clientHash?.[0] ?? null,
      before: clientHash?.[1] ?? null,
      hourAgo: now - HOUR,
      most: domain.limits.startsPerHour,
    },
  };
  const copies = carried.map(({ item, option }) => ({
    sql: `INSERT INTO answers (assessment_id, item, option, first_shown_at, answered_at, on_page, carried)
          SELECT id, :item, :option, :now, :now, 0, 1 FROM assessments WHERE reference = :reference`,
    args: { item, option, now, reference },
  }));
  const alongside = request.alongside?.(reference) ?? [];
  const [inserted] = await domain.database.write([insert, ...copies, ...alongside]);
  if (inserted?.rowsAffected !== 0) return { reference, carried: carried.length };
  const winner = request.startKey ? await sameForm(domain, request.startKey, now) : null;
  return typeof winner === "object" ? winner : null;
}

/** Seconds until one of the starts that fill the hour is an hour old. */
async function untilNextStart({ database, clock, limits }: Domain, clientHash: ClientHash): Promise<number> {
  const now = clock();
  const { startedAt } = assessments;
  const [first] = await database.query
    .select({ at: startedAt })
    .from(assessments)
    .where(and(isClient(assessments.clientHash, clientHash), gt(startedAt, now - HOUR)))
    .orderBy(desc(startedAt))
    .limit(1)
    .offset(limits.startsPerHour - 1);
  return Math.max(1, Math.ceil(((first?.at ?? now) + HOUR - now) / SECOND));
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
