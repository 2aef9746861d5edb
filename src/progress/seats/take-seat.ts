import { eq } from "drizzle-orm";
import type { Statement } from "#db/client/statements.ts";
import { assessments } from "#db/schema/assessments.ts";
import { seats } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { startByClient } from "#src/assessments/start.ts";
import type { ClientHash } from "#src/client-hash.ts";
import { MOST_SEATS, type SeatScope } from "#src/names/progress.ts";
import { findInvite } from "./find-invite.ts";
import { lapsedSeat } from "./lapsed-seat.ts";

export interface SeatRequest {
  /** Reference of the invite link. */
  invite: string;
  scope: SeatScope;
  /** Made with the rendered form: the same form sent again leads to the seat that it took. */
  startKey?: string | undefined;
  clientHash: ClientHash;
}

export interface TakenSeat {
  status: "taken";
  seat: string;
  scope: SeatScope;
  /** The attempt of a whole seat. */
  attempt: string | null;
}

type NoSeat = { status: "closed" | "full" | "unknown" } | { status: "limited"; retryAfterSeconds: number };

/**
 * Takes the next free seat, 2 to 8, beside the result that an invite link belongs to. A whole seat starts an ordinary
 * Diagnostic attempt in the same transaction, of the version that the inviter answered and within its client's number an
 * hour: a seat can be freed and taken again.
 */
export async function takeSeat(domain: Domain, request: SeatRequest): Promise<TakenSeat | NoSeat> {
  const key = request.startKey ? `${request.startKey}/${request.scope}` : null;
  const earlier = key === null ? null : await takenBy(domain, key);
  if (earlier) return earlier;

  const seat = domain.ids();
  const insert = (attempt: string | null) => insertion(domain, request, { seat, key, attempt });
  const free = (attempt: string | null) => freeLapsed(domain, request.invite, attempt);
  const started =
    request.scope === "define"
      ? await domain.database.write([free(null), insert(null)])
      : await startByClient(domain, {
          instrument: "diagnostic",
          bankVersion: (await findInvite(domain, request.invite))?.bankVersion,
          attribution: { landing_path: "/seats" },
          clientHash: request.clientHash,
          alongside: (attempt) => [free(attempt), insert(attempt), dropUnseated(attempt)],
        });

  const taken = (await find(domain, eq(seats.reference, seat))) ?? (key === null ? null : await takenBy(domain, key));
  if (taken) return taken;
  if ("retryAfterSeconds" in started) return { status: "limited", ...started };
  const { state = "unknown" } = (await findInvite(domain, request.invite)) ?? {};
  return { status: state === "open" ? "full" : state };
}

/** A whole seat needs its attempt, which the number an hour may have refused. */
const IS_STARTED = "(:attempt IS NULL OR EXISTS (SELECT 1 FROM assessments WHERE reference = :attempt))";

interface NewSeat {
  seat: string;
  key: string | null;
  attempt: string | null;
}

function insertion(domain: Domain, { invite, scope }: SeatRequest, { seat, key, attempt }: NewSeat): Statement {
  return {
    sql: `INSERT INTO seats (reference, beside_id, number, scope, assessment_id, start_key, taken_at)
          WITH RECURSIVE numbers (number) AS
            (SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < ${MOST_SEATS})
          SELECT :seat, invite.assessment_id, numbers.number, :scope,
            (SELECT id FROM assessments WHERE reference = :attempt), :key, :now
          FROM seat_invites AS invite, numbers
          WHERE invite.reference = :invite AND invite.closed_at IS NULL
            AND ${IS_STARTED}
            AND numbers.number NOT IN (SELECT number FROM seats WHERE beside_id = invite.assessment_id)
          ORDER BY numbers.number LIMIT 1
          ON CONFLICT (start_key) DO NOTHING`,
    args: { seat, scope, attempt, key, now: domain.clock(), invite },
  };
}

function freeLapsed(domain: Domain, invite: string, attempt: string | null): Statement {
  return {
    sql: `DELETE FROM seats WHERE ${lapsedSeat(domain)} AND ${IS_STARTED}
            AND beside_id = (SELECT assessment_id FROM seat_invites WHERE reference = :invite AND closed_at IS NULL)`,
    args: { invite, attempt },
  };
}

/** An attempt that got no seat was never begun. */
function dropUnseated(attempt: string): Statement {
  return {
    sql: `DELETE FROM assessments
          WHERE reference = :attempt AND NOT EXISTS (SELECT 1 FROM seats WHERE assessment_id = assessments.id)`,
    args: { attempt },
  };
}

const takenBy = (domain: Domain, key: string) => find(domain, eq(seats.startKey, key));

async function find({ database }: Domain, condition: ReturnType<typeof eq>): Promise<TakenSeat | null> {
  const [row] = await database.query
    .select({ seat: seats.reference, scope: seats.scope, attempt: assessments.reference })
    .from(seats)
    .leftJoin(assessments, eq(seats.assessmentId, assessments.id))
    .where(condition);
  return row ? { status: "taken", ...row } : null;
}
