import { and, eq, sql } from "drizzle-orm";
import { assessments } from "#db/schema/assessments.ts";
import { seatInvites, seats } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { MOST_SEATS } from "#src/names/progress.ts";
import { lapsedSeat } from "./lapsed-seat.ts";

/** What an invite link leads to: a free seat or none. It says nothing about whose result it is. */
export type InviteState = "open" | "closed" | "full";

/** The state of an invite link and the version that its inviter answered, or null when there is none at this address. */
export async function findInvite(
  domain: Pick<Domain, "database" | "clock" | "limits">,
  invite: string,
): Promise<{ state: InviteState; bankVersion: string } | null> {
  const [found] = await domain.database.query
    .select({ assessment: assessments.id, bankVersion: assessments.bankVersion, closedAt: seatInvites.closedAt })
    .from(seatInvites)
    .innerJoin(assessments, eq(assessments.id, seatInvites.assessmentId))
    .where(eq(seatInvites.reference, invite));
  if (!found) return null;
  const { bankVersion } = found;
  if (found.closedAt !== null) return { state: "closed", bankVersion };
  const taken = await domain.database.query.$count(
    seats,
    and(eq(seats.besideId, found.assessment), sql.raw(`NOT ${lapsedSeat(domain)}`)),
  );
  // The founder's own seat has no row.
  return { state: taken + 1 < MOST_SEATS ? "open" : "full", bankVersion };
}
