import type { Domain } from "#src/assessments/domain.ts";
import { keptFor } from "#src/assessments/kept-for.ts";

/**
 * SQL for a seat that somebody else may take: its Diagnostic is erased, or its eight questions were left unfinished for as
 * long as an unfinished attempt is kept.
 */
export function lapsedSeat({ clock, limits }: Pick<Domain, "clock" | "limits">): string {
  return `((seats.scope = 'whole' AND seats.assessment_id IS NULL) OR
    (seats.scope = 'define' AND seats.done_at IS NULL
      AND seats.taken_at + ${keptFor("unfinishedDays", limits.keepUnfinished)} < ${clock()}))`;
}
