import { and, gt, isNull, type SQL, sql } from "drizzle-orm";
import { joinLinks } from "#db/schema/staff.ts";

/** The join links that may still be used: not used up, not withdrawn, not run out at `now` (milliseconds since 1970). */
export const opensAt = (now: number): SQL | undefined => and(isNull(joinLinks.usedAt), gt(joinLinks.expiresAt, now));

/** The same as a column beside a delivery that is joined with its link; null for one that carries none. */
export const linkOpens = (now: number) => sql<boolean | null>`${opensAt(now)}`.mapWith(Boolean);
