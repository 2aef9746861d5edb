import { and, eq, sql } from "drizzle-orm";
import { seatInvites, seats } from "#db/schema/progress.ts";
import type { Domain } from "#src/assessments/domain.ts";
import { MOST_SEATS } from "#src/names/progress.ts";
import { lapsedSeat } from "./lapsed-seat.ts";

/** What an invite link leads to: a free seat or none. It says nothing about whose result it is. */
export type InviteState = "open" | "closed" | "full";

/** The state of an invite link, or null when there is none at this address. */
export async function findInvite(
  domain: Pick<Domain, "database" | "clock" | "limits">,
  invite: string,
): Promise<InviteState | null> {
  const [found] = await domain.database.query
    .select({ assessment: seatInvites.assessmentId, closedAt: seatInvites.closedAt })
    .from(seatInvites)
    .where(eq(seatInvites.reference, invite));
  if (!found) return null;
  if (found.closedAt !== null) return "closed";
  const taken = await domain.database.query.$count(
    seats,
    and(eq(seats.besideId, found.assessment), sql.raw(`NOT ${lapsedSeat(domain)}`)),
  );
  // The founder's own seat has no row.
  return taken + 1 < MOST_SEATS ? "open" : "full";
}
